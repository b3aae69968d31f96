"""Text from outside is refused or printed as it is; it never becomes anything else."""

from __future__ import annotations

import io
import json
from itertools import chain
from typing import TYPE_CHECKING

import strategies
from hypothesis import given
from hypothesis import strategies as st
from markdown_reader import Markdown
from openpyxl import load_workbook
from pydantic import ValidationError

import juesuan_tables as jt
from juesuan_tables.files import safe_name
from juesuan_tables.grid import OUTSIDE

if TYPE_CHECKING:
    from pathlib import Path

dangerous = st.sampled_from(
    (
        "=1+1",
        '=HYPERLINK("http://x";"y")',
        "+1",
        "-1",
        "@SUM(A1)",
        "#N/A",
        "# 标题",
        "1. 一",
        "- 一",
        "{{ unit }}",
        "{% for x in y %}",
        "{# 注 #}",
        "<script>alert(1)</script>",
        "&amp;",
        "&#x4e00;",
        "_x0041_",
        "[a](b)",
        "![a](b)",
        "*a*_b_`c`~~d~~",
        "a\\b",
        "http://example.org",
        "\u200b零宽",
        "ﬀ①²",
        "𠮷野家",
    )
)
texts = st.one_of(
    dangerous,
    st.text(min_size=1, max_size=60),
    st.builds("{}{}".format, dangerous, st.text(max_size=9)),
)


def _hostile(accounts: jt.Accounts, text: str) -> jt.Accounts | None:
    """Return the accounts with ``text`` wherever text may stand, or None where it is refused."""
    fields = {name: getattr(accounts, name) for name in type(accounts).model_fields}
    notes = [note.model_copy(update={"text": text}) for note in accounts.notes]
    try:
        return jt.Accounts.model_validate(
            fields
            | {"unit": text, "names": dict.fromkeys(accounts.names, text)}
            | {"notes": [note.model_dump() for note in notes]}
        )
    except ValidationError:
        return None


@given(strategies.accounts(), texts)
def test_text_in_the_explanation_stays_text(accounts: jt.Accounts, text: str) -> None:
    """Headings and paragraphs are those of the template; the text stands in them verbatim."""
    report = hostile_report(accounts, text)
    if report is None:
        return
    plain = hostile_report(accounts, "甲")
    assert plain

    blocks, others = jt.narrate(report).blocks, jt.narrate(plain).blocks

    assert [type(block) for block in blocks] == [type(block) for block in others]
    assert jt.text(report).decode().startswith(report.accounts.unit)
    for block, other in zip(blocks, others, strict=True):
        if isinstance(block, jt.Grid) or isinstance(other, jt.Grid):
            continue
        if "甲" in other.text:
            assert report.accounts.unit.removesuffix("支出").rstrip("。；;.，, ") in block.text


def hostile_report(accounts: jt.Accounts, text: str) -> jt.Report | None:
    """Return the report of ``_hostile`` accounts."""
    hostile = _hostile(accounts, text)
    return None if hostile is None else jt.build_report(hostile)


@given(strategies.accounts(), texts)
def test_markdown_renders_to_the_very_words_of_the_text(accounts: jt.Accounts, text: str) -> None:
    """A Markdown reader finds headings, paragraphs and tables only, with the words of the prose."""
    report = hostile_report(accounts, text)
    if report is None:
        return

    read = Markdown(jt.markdown(report).decode())

    prose = jt.narrate(report).as_printed()
    lines = [prose.title, *chain(*map(_lines, prose.blocks))]
    assert read.lines == [line.strip(" \t") for line in lines]
    for grid, table in zip(prose.grids, read.tables, strict=True):
        cells = [cell for row in grid.rows for cell in row]
        inside = [cell.text.strip(" \t") for cell in cells if cell.role not in OUTSIDE]
        assert list(filter(None, chain(*table))) == list(filter(None, inside))


def _lines(block: jt.Heading | jt.Paragraph | jt.Grid) -> list[str]:
    """Return what of a block stands in no line of a table."""
    if not isinstance(block, jt.Grid):
        return [block.text]
    cells = [cell for row in block.rows for cell in row if cell.role in OUTSIDE]
    return [cell.text for cell in cells if cell.text and cell.role is not jt.Role.TITLE]


@given(strategies.accounts(), texts)
def test_text_in_the_workbook_is_a_text_cell(accounts: jt.Accounts, text: str) -> None:
    """No cell holds a formula, an error value or a link, whatever the names say."""
    report = hostile_report(accounts, text)
    if report is None:
        return

    book = load_workbook(io.BytesIO(jt.workbook(report)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    heads = [
        str(book[table.title].cell(number, 1).value)
        for table in report.tables.values()
        for number, row in enumerate(table.rows, start=1)
        if row[0].role is jt.Role.UNIT_LINE and row[0].text
    ]
    assert len(heads) in {0, len(report.tables)}
    assert all(head.endswith(report.accounts.unit.replace("_x", "_x005F_x")) or "_x" in text
               for head in heads)  # fmt: skip


@given(st.text(max_size=300), st.sampled_from(("", ".txt", "公开表.xlsx")))
def test_a_file_name_stays_in_its_folder_and_fits(name: str, ending: str) -> None:
    """No separator, no reserved name, no more than 255 bytes, and never empty."""
    safe = safe_name(name, ending)

    assert 0 < len(safe.encode(errors="replace")) <= 255
    assert not set('/\\:*?"<>|') & set(safe)
    assert safe.strip(" .")
    assert not safe.startswith(".")
    assert safe.upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


def test_a_hostile_unit_name_stays_below_the_output_folder(
    lusong: jt.Report, tmp_path: Path
) -> None:
    """A name that tries to climb out of the folder becomes an ordinary name."""
    for name in ("../../etc", "..", "a/b", "CON", "很" * 200, "C:\\x"):
        accounts = lusong.accounts.model_copy(update={"unit": name})

        published = jt.publish(jt.build_report(accounts), tmp_path / "out")

        assert all((tmp_path / "out") in file.resolve().parents for file in published.files)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_review_in_json_is_one_object_on_one_line(lusong: jt.Report, tmp_path: Path) -> None:
    """Scripts read 审核报告.json line by line; nothing in a message may break a line."""
    published = jt.publish(lusong, tmp_path, document="a\nb.yaml", checks=jt.RELATIONS[:5])

    (review,) = [f for f in published.files if f.suffix == ".json"]
    content = review.read_text(encoding="utf-8")
    assert content.count("\n") == 1
    read = json.loads(content)
    assert read.pop("claims").keys() == {"total", "proved", "unassessable"}
    assert read == {
        "schema": "juesuan-findings/1",
        "document": "a\nb.yaml",
        "unread": [],
        "findings": [],
    }
