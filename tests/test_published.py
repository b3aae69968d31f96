"""A real publication of 2024: our copy of its figures is what it prints.

The publication itself is no part of the project; where it is not at hand, the copy is trusted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from published_tables import TABLES, figures, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

ROOT = Path(__file__).parent.parent
PUBLICATION = ROOT.parent / "shared" / "reference" / "shegongbu-2024.pdf"

# --- the copy against the publication ----------------------------------------------------------

_TABLE_PAGES = range(5, 17)
_TEXT_PAGES = range(17, 24)

_PART = re.compile(r"第[三四]部分")
_SECTION = re.compile(r"([一二三四五六七八九十]+)、\S+(说明|情况)")
_SUBSECTION = re.compile(r"（[一二三四五六七八九十]+）\S+(情况|说明)")

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:万元|%|个|辆|台（套）|台|分|人次|批次)")
_NO_FIGURE = re.compile(
    r"单价\d+万元（含）"  # a threshold
    r"|\d{4}年(?:度|\d+月\d+日)?"  # a year, a date
    r"|(?<![\d.])\d、"  # the ordinal of a 项
)


@pytest.fixture(scope="module")
def pdf() -> Iterator[PDF]:
    """Open the publication, if it and a reader of PDF are there."""
    pdfplumber = pytest.importorskip("pdfplumber")
    if not PUBLICATION.is_file():
        pytest.skip(f"{PUBLICATION.name} is not at hand")
    with pdfplumber.open(PUBLICATION) as opened:
        yield opened


@pytest.fixture(scope="module")
def printed_tables(pdf: PDF) -> list[list[list[str]]]:
    """Return every official table as the publication prints it; one may go on overleaf."""
    found: list[list[list[str]]] = []
    for number in _TABLE_PAGES:
        head, body, notes = _parts(pdf.pages[number - 1])
        if head:
            title, unit = head[-2:]
            width = len(body[0])
            found.append([_row(title, width), _row(unit, width)[::-1]])
        found[-1] += body + [_row(note, len(body[0])) for note in notes]
    return found


def _parts(page: Page) -> tuple[list[str], list[list[str]], list[str]]:
    """Return the lines above a page's table, its cells, and the lines below it."""
    (table,) = page.find_tables()
    _left, top, _right, bottom = table.bbox
    above = page.crop((0, 0, page.width, top)).extract_text()
    below = page.crop((0, bottom, page.width, page.height)).extract_text()
    cells = [[_close(cell or "") for cell in row] for row in table.extract()]
    return _lines(above), cells, _lines(below)


def _row(text: str, width: int) -> list[str]:
    """Return a line of text as a row of a table."""
    return [text, *[""] * (width - 1)]


def _lines(text: str) -> list[str]:
    """Return the lines that say something."""
    return [close for line in text.splitlines() if (close := _close(line))]


def _close(text: str) -> str:
    """Return a text without the spaces and breaks that its setting brought in."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def printed_sections(pdf: PDF) -> dict[str, str]:
    """Return the text under each heading of 第三部分, by the heading's number."""
    texts: defaultdict[str, str] = defaultdict(str)
    section = subsection = ""
    for line in _lines("\n".join(pdf.pages[n - 1].extract_text() for n in _TEXT_PAGES)):
        if _PART.match(line):
            section = subsection = ""
        elif heading := _SECTION.fullmatch(line):
            section, subsection = heading[1], ""
        elif _SUBSECTION.fullmatch(line):
            subsection = line[: line.index("）") + 1]
        elif section:
            texts[section + subsection] += line
    return dict(texts)


def test_every_table_of_the_publication_is_copied(printed_tables: list[list[list[str]]]) -> None:
    """The titles, in order."""
    titles = [table[0][0] for table in printed_tables]

    assert [published(table)[0][0] for table in TABLES] == titles


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_copied_as_printed(table: str, printed_tables: list[list[list[str]]]) -> None:
    """Title, 单位, head, body and notes, blank cells included."""
    assert published(table) == printed_tables[TABLES.index(table)]


def test_every_number_of_the_explanation_is_copied_in_its_place(
    printed_sections: dict[str, str],
) -> None:
    """None is missing, none is made up, and all are in the order of the text."""
    found = [
        (section, number)
        for section, text in printed_sections.items()
        for number in _NUMBER.findall(_NO_FIGURE.sub("", text))
    ]

    assert [(section, printed) for section, _what, printed in figures()] == found


def test_nothing_else_in_the_explanation_is_a_number(printed_sections: dict[str, str]) -> None:
    """What is not copied is a threshold, a year, a date or the ordinal of a 项."""
    rest = {name: _NUMBER.sub("", _NO_FIGURE.sub("", t)) for name, t in printed_sections.items()}

    assert [name for name, text in rest.items() if re.search(r"\d", text)] == []


def test_every_number_has_a_meaning_of_its_own() -> None:
    """Section and meaning name one number."""
    meanings = [(section, what) for section, what, _printed in figures()]

    assert all(what for _section, what in meanings)
    assert len(set(meanings)) == len(meanings)
