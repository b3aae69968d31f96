"""The peers of the Word benchmark: the same words by ``table.cell()`` and by docxtpl."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from juesuan_tables.grid import Grid, Role
from juesuan_tables.prose import Heading

if TYPE_CHECKING:
    from juesuan_tables.grid import Row
    from juesuan_tables.prose import Prose

_FORM = """\
{{%p for block in blocks %}}
{{%p if block.level %}}
{{{{ block.text }}}}
{{%p elif block.rows %}}
{table}
{{%p else %}}
{{{{ block.text }}}}
{{%p endif %}}
{{%p endfor %}}"""


def by_cells(prose: Prose) -> bytes:
    """Return the document as a script writes it that knows python-docx's front page."""
    book = Document()
    book.add_heading(prose.title, 0)
    for block in prose.blocks:
        if isinstance(block, Heading):
            book.add_heading(block.text, block.level)
        elif isinstance(block, Grid):
            rows = _rows(block)
            table = book.add_table(len(rows), len(block.widths))
            for number, row in enumerate(rows):
                for cell in row:
                    table.cell(number, cell.column).text = cell.text
        else:
            book.add_paragraph(block.text)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _rows(grid: Grid) -> list[Row]:
    """Return a table's rows; its title is its heading's."""
    return [row for row in grid.rows if row[0].role is not Role.TITLE]


def template() -> bytes:
    """Return a template for docxtpl: a loop over blocks, and in it one over rows and cells."""
    book = Document()
    book.add_heading("{{ title }}", 0)
    before, _, after = _FORM.format(table="\0").partition("\0\n")
    for line in before.splitlines():
        book.add_paragraph(line)
    table = book.add_table(3, 3)
    table.cell(0, 0).text = "{%tr for row in block.rows %}"
    table.cell(2, 0).text = "{%tr endfor %}"
    for place, text in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        table.cell(1, place).text = text
    for line in after.splitlines():
        book.add_paragraph(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def by_template(prose: Prose, form: bytes) -> bytes:
    """Return the document as docxtpl fills the template in."""
    filled = DocxTemplate(io.BytesIO(form))
    blocks = [_plain(block) for block in prose.blocks]
    filled.render({"title": prose.title, "blocks": blocks}, autoescape=True)
    content = io.BytesIO()
    filled.save(content)
    return content.getvalue()


def _plain(block: object) -> dict[str, object]:
    """Return a block as a template takes it: a table's rows are as wide as the table."""
    if isinstance(block, Grid):
        return {"rows": [_texts(row, len(block.widths)) for row in _rows(block)]}
    if isinstance(block, Heading):
        return {"level": block.level, "text": block.text}
    return {"text": getattr(block, "text", "")}


def _texts(row: Row, columns: int) -> list[str]:
    texts = [""] * columns
    for cell in row:
        texts[cell.column] = cell.text
    return texts


def words(content: bytes) -> set[str]:
    """Return every paragraph of a document, those in cells included, parted where it has tabs."""
    body = Document(io.BytesIO(content)).element.body
    tab = qn("w:tab")
    lines = (
        "".join("\t" if each.tag == tab else each.text or "" for each in p.iter(qn("w:t"), tab))
        for p in body.iter(qn("w:p"))
    )
    return {part for line in lines for part in line.split("\t")}
