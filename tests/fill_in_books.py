"""Fill-in workbooks for tests: written, filled in, read as the sheets that ``reading`` gives."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook

import juesuan_tables as jt
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.reading.files import workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal

    from juesuan_tables.reading.sheet import Sheet


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


_soffice = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(not _soffice, reason="LibreOffice is not installed")


def draft_of(accounts: jt.Accounts, without: Collection[str] = ()) -> Draft:
    """Return a draft that knows what the accounts state, but for some fields."""
    names = [name for name in jt.Accounts.model_fields if name not in without]
    return Draft({name: getattr(accounts, name) for name in names})


def sheets_of(content: bytes, file: str = "填报表.xlsx") -> list[Sheet]:
    """Return the sheets of a workbook as the package reads them from disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(content)
        return [*workbook(path)]


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """Return a workbook as LibreOffice saves it, every formula computed."""
    path, saved = folder / "opened.xlsx", folder / "saved"
    path.write_bytes(content)
    assert _soffice
    command = [_soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(saved), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (saved / path.name).read_bytes()


def typed(content: bytes, cells: Mapping[str, str | int | Decimal | None]) -> bytes:
    """Return a workbook with values typed into cells (支出!F5); formulas keep their values."""
    names = load_workbook(io.BytesIO(content), read_only=True).sheetnames
    parts: dict[str, Any] = {}
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(changed, "w") as target:
        for place, value in cells.items():
            name, cell = place.split("!")
            part = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
            if part not in parts:
                parts[part] = etree.fromstring(source.read(part))
            _type(parts[part], cell, value)
        for name in source.namelist():
            new = etree.tostring(parts[name]) if name in parts else source.read(name)
            target.writestr(name, new, zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def _type(sheet: Any, place: str, value: str | int | Decimal | None) -> None:  # noqa: ANN401 an element of lxml
    """Put a value into a cell that the sheet has."""
    (cell,) = sheet.xpath(f"//*[local-name()='c'][@r='{place}']")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
        text.text = value
    elif value is not None:
        etree.SubElement(cell, f"{_MAIN}v").text = str(value)
