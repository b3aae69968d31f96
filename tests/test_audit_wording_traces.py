"""Comments, changes, hidden parts and links of files to be published are found, and nothing else."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

import juesuan_tables as jt
from juesuan_tables import cli
from juesuan_tables.auditing.wording import traces
from juesuan_tables.passages import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def archive(path: Path, parts: Mapping[str, str]) -> Path:
    """Write an Office file of some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    path.write_bytes(target.getvalue())
    return path


def document(inner: str) -> dict[str, str]:
    """Return the parts of a Word document with something in its body."""
    return {"word/document.xml": f"<w:document {W}><w:body>{inner}</w:body></w:document>"}


def workbook(sheet: str, state: str = "visible") -> dict[str, str]:
    """Return the parts of a workbook with one sheet."""
    return {
        "xl/workbook.xml": f'<workbook {S}><sheets><sheet name="表一" state="{state}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S}>{sheet}</worksheet>",
    }


def link(kind: str) -> dict[str, str]:
    """Return a relation to something outside."""
    target = (
        f'<Relationship Id="r9" Type="x/{kind}" TargetMode="External" Target="file:///C:/a.xlsx"/>'
    )
    return {"xl/_rels/a.rels": f"<Relationships {RELATIONS}>{target}</Relationships>"}


ROW = '<row r="3" hidden="1"><c r="A3"><v>1</v></c></row>'
COLUMN = '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="B1"><v>1</v></c></row></sheetData>'
RUN = "<w:r><w:rPr>{}</w:rPr><w:t>备注</w:t></w:r>"
LEFT = {
    "批注": document("")
    | {
        "word/comments.xml": f"<w:comments {W}><w:comment><w:t>请核对</w:t></w:comment></w:comments>"
    },
    "修订": document(
        "<w:p><w:del w:author='甲'><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    ),
    "隐藏文字": document(f"<w:p>{RUN.format('<w:vanish/>')}</w:p>"),
    "隐藏的工作表": workbook("", "veryHidden"),
    "隐藏的行列": workbook(f"<sheetData>{ROW}</sheetData>"),
    "B列": workbook(COLUMN),
    "外部链接": workbook("") | link("externalLinkPath"),
}


@pytest.mark.parametrize("what", LEFT)
def test_what_a_file_carries_besides_its_text_is_an_error(tmp_path: Path, what: str) -> None:
    """One finding of each kind, with what it is."""
    (found,) = traces(archive(tmp_path / "a.docx", LEFT[what]))

    assert found.severity is jt.Severity.ERROR
    assert what in found.message


def test_what_any_file_may_carry_is_nothing(tmp_path: Path) -> None:
    """Addresses to click, text that is not hidden after all, hidden rows without anything."""
    shown = "<w:vanish w:val='0'/>"
    whole = document(f"<w:p>{RUN.format(shown)}</w:p>") | link("hyperlink")
    empty = workbook('<sheetData><row r="3" hidden="1"/></sheetData>')

    assert list(traces(archive(tmp_path / "a.docx", whole))) == []
    assert list(traces(archive(tmp_path / "b.xlsx", empty))) == []


def test_a_title_of_another_document_is_worth_a_word(tmp_path: Path) -> None:
    """But not one that the text itself names."""
    core = "<p xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>乙局决算</dc:title></p>"
    path = archive(tmp_path / "a.docx", document("") | {"docProps/core.xml": core})

    (found,) = traces(path, [Passage("甲局决算")])
    assert found.severity is jt.Severity.ADVISORY
    assert list(traces(path, [Passage("乙局 决算")])) == []


def test_tables_that_name_no_unit_are_not_asked_whose_they_are(tmp_path: Path) -> None:
    """But those that do are, and the name of the file is as good as a line."""
    core = "<p xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>乙局决算</dc:title></p>"
    path = archive(tmp_path / "公开表.xlsx", workbook("") | {"docProps/core.xml": core})
    tables = [Passage(each, PassageKind.NOTE) for each in ("收入决算表", "单位：万元")]

    assert list(traces(path, tables)) == []
    assert list(traces(path, [*tables, Passage("编制单位：甲局", PassageKind.NOTE)]))
    assert list(traces(path.rename(tmp_path / "乙局决算.xlsx"), [Passage("甲局")])) == []


def test_our_own_files_carry_nothing(tmp_path: Path, whole: jt.Report) -> None:
    """Neither the Word document nor the workbook."""
    (tmp_path / "a.docx").write_bytes(jt.document(whole))
    (tmp_path / "a.xlsx").write_bytes(jt.workbook(whole))
    named = [Passage(f"{whole.title}公开表 {whole.accounts.unit}")]

    assert list(traces(tmp_path / "a.docx", named)) == []
    assert list(traces(tmp_path / "a.xlsx", named)) == []


def test_an_audit_and_the_command_find_them(
    tmp_path: Path, whole: jt.Report, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a document that is otherwise right; a setting switches the rule off."""
    path = tmp_path / "a.docx"
    path.write_bytes(jt.document(whole))
    with zipfile.ZipFile(path, "a") as packed:
        for name, text in LEFT["批注"].items():
            if "comments" in name:
                packed.writestr(name, text)

    errors = [each.rule for each in jt.audit(path) if each.severity is jt.Severity.ERROR]
    assert errors == ["file-traces"]

    assert cli.main(["check", str(path)]) == 1
    assert "文件中有批注1处：“请核对”。公开前请删去批注。[file-traces]" in capsys.readouterr().out
    (tmp_path / "r.yaml").write_text("严重程度:\n  file-traces: 不查\n", encoding="utf-8")
    assert cli.main(["check", str(path), "--rules", str(tmp_path / "r.yaml")]) == 0


def test_no_file_makes_it_fail(tmp_path: Path) -> None:
    """Text, a broken archive, broken XML and a DTD have no traces that one could tell."""
    for number, content in enumerate((b"", b"text", b"PK\x03\x04broken")):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(content)
        assert list(traces(path)) == []
    for part in ("<a", "<!DOCTYPE a><a/>", ""):
        path = archive(tmp_path / "x.docx", {"word/document.xml": part})
        assert list(traces(path)) == []
