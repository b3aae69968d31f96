"""How paragraphs look and where pages end: GB/T 9704 in twips (twentieths of a point).

The standard asks for 28 characters of 三号 on 156 mm, where 27 fit: every character is set
a quarter of a point closer, so that 28 fit in any program, and a 29th in none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from juesuan_tables.writers.docx._sense import BEFORE_REPORT, BEFORE_YEAR, BEHIND_PART

if TYPE_CHECKING:
    import re

SONG, HEI = "宋体", "黑体"
FANG_SONG, KAI = "仿宋_GB2312", "楷体_GB2312"
XIAO_BIAO_SONG = "方正小标宋简体"
ER_HAO, SAN_HAO, SI_HAO, WU_HAO, XIAO_WU = 440, 320, 280, 210, 180
"""Sizes of type: 二号, 三号, 四号, 五号, 小五."""
LINE = 579
"""22 lines of body text on a page: 28.95 points each."""
TRACKING = -5
"""What is added to every character of 三号."""
INDENT = 2 * SAN_HAO
"""Two characters before the first line of a paragraph."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of A4, its margins and the room between them."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int

    @property
    def room_across(self) -> int:
        """Return the width of the text."""
        return self.width - self.left - self.right

    @property
    def room_down(self) -> int:
        """Return the height of the text."""
        return self.height - self.top - self.bottom


def _mm(length: int) -> int:
    """Return millimetres in twips."""
    return (length * 7200 + 63) // 127


PORTRAIT = Paper(
    _mm(210), _mm(297), top=_mm(37), right=_mm(26), bottom=_mm(35), left=_mm(28),
    footer=_mm(35 - 7) - SI_HAO,
)  # fmt: skip
"""The page number stands 7 mm below the text."""
LANDSCAPE = Paper(
    _mm(297), _mm(210), top=_mm(28), right=_mm(37), bottom=_mm(26), left=_mm(35),
    footer=_mm(26 - 7) - SI_HAO,
)  # fmt: skip
"""The same page on its side, its head where odd pages are bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A style of paragraphs: ``line`` is the exact height of every line, ``after`` what follows.

    Each is equal to itself only, so that what is remembered of its texts is found at once.
    """

    key: str
    name: str
    font: str
    size: int
    line: int
    tracking: int = 0
    first: int = 0
    left: int = 0
    right: int = 0
    after: int = 0
    align: str = "both"
    outline: int | None = None
    keep: bool = False
    """Stay on the page of what follows."""
    whole: bool = False
    """Do not break pages within."""
    tab: int | None = None
    leader: str = "none"
    breaks: tuple[re.Pattern[str], ...] = ()
    """Where a text that is too long for a line breaks first, by sense."""
    direct: bool = False
    """A variant of the style ``key``, said in each of its paragraphs."""


BODY = Look("BodyText", "Body Text", FANG_SONG, SAN_HAO, LINE, TRACKING, first=INDENT)
_BREAKS = (BEHIND_PART, BEFORE_YEAR, BEFORE_REPORT)
TITLE = Look("Title", "Title", XIAO_BIAO_SONG, ER_HAO, 720, align="center", breaks=_BREAKS)
COVER = Look("Subtitle", "Subtitle", FANG_SONG, SAN_HAO, LINE, TRACKING, align="center")
CONTENTS_TITLE = Look(
    "TOCHeading", "TOC Heading", XIAO_BIAO_SONG, ER_HAO, 720, after=LINE // 2, align="center"
)
_ENTRY = Look(
    "TOC1", "toc 1", FANG_SONG, SI_HAO, 440,
    align="left", whole=True, tab=PORTRAIT.room_across, leader="dot",
    breaks=(BEFORE_YEAR, BEFORE_REPORT),
)  # fmt: skip
CONTENTS = (_ENTRY, replace(_ENTRY, key="TOC2", name="toc 2", left=SI_HAO))
"""The lines of the contents by level; their height is chosen for each document."""


@cache
def contents(line: int) -> tuple[Look, ...]:
    """Return the looks of the contents' lines where each is so high."""
    return tuple(replace(look, line=line) for look in CONTENTS)


HEADINGS = (
    Look(
        "Heading1", "heading 1", XIAO_BIAO_SONG, ER_HAO, 720,
        after=LINE, align="center", outline=0, keep=True, whole=True, breaks=_BREAKS,
    ),
    Look(
        "Heading2", "heading 2", HEI, SAN_HAO, LINE, TRACKING,
        first=INDENT, outline=1, keep=True, whole=True,
    ),
    Look(
        "Heading3", "heading 3", KAI, SAN_HAO, LINE, TRACKING,
        first=INDENT, outline=2, keep=True, whole=True,
    ),
)  # fmt: skip
TABLE_TITLE = replace(HEADINGS[1], first=0, align="center", direct=True)
TABLE_HEAD = Look("TableHead", "表头", SONG, WU_HAO, 300, align="right", keep=True, whole=True)
UNIT_LINE = {
    paper: replace(TABLE_HEAD, align="left", tab=paper.room_across, direct=True)
    for paper in (PORTRAIT, LANDSCAPE)
}
"""单位 on the left and 金额单位 on the right of one line."""
NOTE = Look("TableNote", "表注", SONG, XIAO_WU, 260, align="left")
CELL = Look("TableText", "表格文字", SONG, WU_HAO, 260, align="center")
GAP = Look("TableGap", "表后", SONG, 20, 120, align="left")
FOOTER = Look("Footer", "footer", SONG, SI_HAO, SI_HAO, align="right", right=SI_HAO)
LOOKS = (
    BODY, TITLE, COVER, CONTENTS_TITLE, *HEADINGS, TABLE_HEAD, NOTE, CELL, GAP, FOOTER,
)  # fmt: skip
"""The styles of a document but those of its contents."""
