"""表样: what the official forms of one authority and year look like, as data.

Each edition is one whole YAML file beside this module, with its source; nothing is inherited
and nothing falls back. What no official document has shown says ``verified: false``.
"""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 pydantic needs it at run time
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from juesuan_tables import strict_yaml
from juesuan_tables.errors import EditionError, Problem
from juesuan_tables.terms import Entity, Fund, Topic  # noqa: TC001 pydantic needs them at run time

if TYPE_CHECKING:
    from collections.abc import Iterator

SHEET_NAME_LIMIT = 31
"""Excel's longest sheet name."""
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")


class _Part(BaseModel):
    """A piece of an edition: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Orientation(StrEnum):
    """How the sheet lies on A4."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


TEXT_COLUMNS = ("code", "label", "line")
"""The columns that hold text, by key; all others hold amounts."""


class Total(StrEnum):
    """Where a table by subject prints its 合计."""

    FIRST = "first"
    LAST = "last"


class Column(_Part):
    """A column heading: a leaf with a ``key`` and a width, or a band over further columns.

    ``ordinal`` is what the 栏次 row prints under it. The keys in ``TEXT_COLUMNS`` hold text,
    every other key amounts. ``name`` is what messages call it where the label alone (小计) says
    too little.
    """

    label: str
    name: str = ""
    key: str | None = None
    width: float | None = None
    ordinal: str = ""
    columns: tuple[Column, ...] = ()

    def leaves(self) -> Iterator[Column]:
        """Yield the columns that carry values, from left to right."""
        if not self.columns:
            yield self
        for column in self.columns:
            yield from column.leaves()

    @property
    def depth(self) -> int:
        """Return how many heading rows it takes."""
        return 1 + max((column.depth for column in self.columns), default=0)


class Line(_Part):
    """A fixed row of a form: a ``key`` and its ``label``, or so many ``blank`` rows.

    ``classes: true`` stands for one row per functional class of the edition.
    """

    key: str | None = None
    label: str = ""
    strong: bool = False
    blank: int = 0
    classes: bool = False


class Block(_Part):
    """Columns that run side by side with other blocks: fixed ``lines``, or rows by subject."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...] = ()
    first_line: int | None = None
    total: Total | None = None

    @property
    def leaves(self) -> tuple[Column, ...]:
        """Return the columns that carry values, from left to right."""
        return tuple(leaf for column in self.columns for leaf in column.leaves())

    @property
    def amounts(self) -> tuple[str, ...]:
        """Return the keys of the columns that carry amounts."""
        return tuple(leaf.key or "" for leaf in self.leaves if leaf.key not in TEXT_COLUMNS)

    def with_classes(self, classes: tuple[Line, ...]) -> Block:
        """Return the block with ``classes`` in the place of the line that stands for them."""
        lines = [each for line in self.lines for each in (classes if line.classes else (line,))]
        return self.model_copy(update={"lines": tuple(lines)})


class Closing(_Part):
    """One total in the row that closes all blocks: its label, then its amount, over ``columns``."""

    key: str
    label: str
    columns: int


class Form(_Part):
    """One official table as it is printed. ``doubt`` says what of it no document has shown.

    It is as wide as the page, and with ``one_page`` as high, too.
    ``funds`` are those whose facts it holds, where its title says so and the columns do not.
    ``empty`` is the statement that it carries when there is nothing to print. ``unit_lines`` and
    ``currency_line`` are the edition's.
    """

    table: str
    number: str | None = None
    title: str
    verified: bool
    doubt: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    one_page: bool = False
    ordinal_label: str | None = None
    total_label: str = "合计"
    unit_lines: dict[Entity, str] = Field(default_factory=dict)
    currency_line: str = ""
    blocks: tuple[Block, ...]
    closing: tuple[Closing, ...] = ()
    funds: tuple[Fund, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""

    @property
    def leaves(self) -> tuple[Column, ...]:
        """Return all columns that carry values, from left to right."""
        return tuple(leaf for block in self.blocks for leaf in block.leaves)

    def with_classes(self, classes: tuple[Line, ...]) -> Form:
        """Return the form with ``classes`` in the place of each line that stands for them."""
        blocks = tuple(block.with_classes(classes) for block in self.blocks)
        return self.model_copy(update={"blocks": blocks})

    @property
    def column_labels(self) -> dict[str, str]:
        """Return what messages call each column, by key: what stands over it."""
        return {leaf.key: leaf.name or leaf.label for leaf in self.leaves if leaf.key}

    @model_validator(mode="after")
    def _printable(self) -> Self:
        if len(self.title) > SHEET_NAME_LIMIT or _NO_SHEET_NAME.search(self.title):
            message = f"“{self.title}”不能作工作表名（至多{SHEET_NAME_LIMIT}字，不含[]:*?/\\）"
            raise ValueError(message)
        return self


class FunctionalClass(_Part):
    """A functional class (类) as the edition names it, and its line in the summary tables."""

    code: str
    name: str
    label: str


class Section(_Part):
    """A heading of the explanation, what stands under it, and the sections within.

    ``title`` may hold ``{unit}``, ``{year}`` and ``{kind}`` (部门 or 单位). Under it stands what a
    ``template`` prints, or what the unit itself says on a ``topic``; without such a text, one that
    is ``optional`` is left out. ``last_year`` names the figures that are set beside last year's,
    ``budgets`` the tables whose items, or the figures, that are set beside their budgets;
    ``purposes`` likewise those of which it says what they were for.
    """

    title: str
    template: str | None = None
    topic: Topic | None = None
    optional: bool = False
    last_year: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield the section and all within, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


class Definition(_Part):
    """An entry of 名词解释: printed where the ``term`` or one of ``also`` occurs."""

    term: str
    text: str
    also: tuple[str, ...] = ()


class Edition(_Part):
    """The forms, the outline and the wording of one authority, from one year on.

    ``unit_lines`` gives the words before the unit's name at a table's head for each 公开主体;
    ``wording`` names the folder of templates; ``remarks`` says what the edition is not;
    ``thresholds`` gives, as prose prints it, from what price on equipment is counted;
    ``fund_subjects`` are the functional codes that only government funds pay for.
    """

    id: str
    authority: str
    from_year: int
    source: str
    checked_on: date
    wording: str
    remarks: str = ""
    unit_lines: dict[Entity, str]
    currency_line: str
    classes: tuple[FunctionalClass, ...]
    forms: tuple[Form, ...]
    outline: tuple[Section, ...]
    glossary: tuple[Definition, ...] = ()
    thresholds: dict[str, str] = Field(default_factory=dict)
    fund_subjects: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete_forms(self) -> Self:
        """Give every form what all share: heads, and the classes where it says so."""
        classes = tuple(Line(key=item.code, label=item.label) for item in self.classes)
        heads = {"unit_lines": self.unit_lines, "currency_line": self.currency_line}
        forms = (form.with_classes(classes).model_copy(update=heads) for form in self.forms)
        object.__setattr__(self, "forms", tuple(forms))  # frozen for everybody else
        return self

    def form(self, table: str) -> Form | None:
        """Return the form of a table, or None where the edition has none."""
        return next((form for form in self.forms if form.table == table), None)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return every section of the outline, in reading order."""
        return tuple(each for section in self.outline for each in section.walk())

    @property
    def class_names(self) -> dict[str, str]:
        """Return the name of every functional class by code."""
        return {item.code: item.name for item in self.classes}

    @property
    def unverified(self) -> tuple[Form, ...]:
        """Return the forms that no official document has shown whole."""
        return tuple(form for form in self.forms if not form.verified)


def edition_ids() -> tuple[str, ...]:
    """Return the ids of the editions that the package ships, in order."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.yaml")))


@cache
def load_edition(name: str) -> Edition:
    """Return an edition by id; raise ``EditionError`` that lists the known ones."""
    if name not in edition_ids():
        known = "、".join(edition_ids())
        what = f"没有“{name}”这个表样，应为：{known}" if name else f"没有指明表样，应为：{known}"
        raise EditionError.of("表样", what, "请用 -e 指定，或写在输入文件的“表样”里")
    return _read(Path(__file__).parent / f"{name}.yaml")


def _read(path: Path) -> Edition:
    """Read and check one edition file."""
    document = strict_yaml.read(path)
    document.raise_problems()
    try:
        return Edition.model_validate(document.tree)
    except ValidationError as error:
        raise EditionError(
            Problem(
                f"{path.name} 第{document.line(tuple(item['loc']))}行",
                f"{'.'.join(map(str, item['loc']))}：{item['msg']}",
            )
            for item in error.errors()
        ) from error
