"""How much of an untrusted file is read, and what is said of one that goes beyond.

No table that is published comes near these bounds: a ministry's 财决 workbook has some 100,000
cells. They keep what a file can cost within a second and 200 MB before it is refused.
"""

from __future__ import annotations

MOST_ENTRIES = 2_000
"""Files in one archive."""
MOST_BYTES = 80_000_000
"""Bytes that an archive holds in all."""
MOST_RATIO, FROM_BYTES = 200, 1_000_000
"""How many times its size a file in an archive may unpack to, once it is larger than so many bytes.

Sheets of one repeated cell shrink to a hundredth; zeros to a thousandth.
"""
MOST_TAGS_OF_WORKBOOK, MOST_TAGS_OF_DOCUMENT = 1_200_000, 2_000_000
"""Tags in all XML of a file: 300,000 cells with values; a table's cell in Word takes forty."""
MOST_DEPTH = 200
"""Elements within elements; libxml2 gives up at 256."""
MOST_ROWS, MOST_COLUMNS = 200_000, 1_000
"""How far from the top left corner a cell with content may stand."""
MOST_AREA = 2_000_000
"""Cells, blank ones too, of the rectangles that all sheets fill: a reader makes each of them."""
MOST_CLAIMED = 20_000_000
"""Cells of the rectangle that a sheet says to fill; only what it does fill takes memory."""
MOST_MERGES, MOST_MERGED = 50_000, 200_000
"""Merged cells of a workbook; cells that one of them covers."""
MOST_TEXT = 20_000_000
"""Characters in all cells, a text that many cells share counted for each of them."""
MOST_RECORDS = 1_000_000
"""Records of an .xls file."""

RESAVE = "请用WPS或Office打开，把要用的内容复制到新文件，另存为.xlsx或.docx后重试"
AGAIN = "请用WPS或Office打开确认，另存一份或重新拷贝、下载后重试"


class Refused(Exception):  # noqa: N818 a refusal, told to the user as an InputError
    """A file that is not read: what was found, what to do, and where in the file."""

    def __init__(self, what: str, advice: str = AGAIN, place: str = "") -> None:
        """Keep what an ``InputError`` will say; ``place`` is a sheet, or a sheet and a cell."""
        super().__init__(what)
        self.what = what
        self.advice = advice
        self.place = place


class Damaged(Refused):
    """A file that is not what it says, or not all of it."""

    def __init__(self, reason: str) -> None:
        """Say that the file is damaged, and how that shows."""
        super().__init__(f"文件不完整或已损坏（{reason}）")
