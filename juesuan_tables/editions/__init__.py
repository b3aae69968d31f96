"""表样: what the official forms of one authority and year look like, as data.

Each edition is one whole YAML file, the shipped ones beside this module, with its source; nothing
is inherited and nothing falls back. What no official document has shown says ``verified: false``.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 pydantic needs it at run time
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import Field, ValidationError, model_validator

from juesuan_tables import strict_yaml
from juesuan_tables.addresses import address
from juesuan_tables.editions import _faults
from juesuan_tables.editions._field_faults import of_fields
from juesuan_tables.editions._form import (
    TEXT_COLUMNS,
    Block,
    Closing,
    Column,
    Form,
    Line,
    Orientation,
    Part,
    Total,
    Zero,
)
from juesuan_tables.editions._outline import Attached, Definition, Section, Units, only
from juesuan_tables.errors import EditionError, InputError, Problem, shortened
from juesuan_tables.files import write_new
from juesuan_tables.once import once
from juesuan_tables.terms import VEHICLES, Entity, MeasureKey, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable

    from juesuan_tables.terms import Topic

__all__ = [
    "TEXT_COLUMNS",
    "Attached",
    "Block",
    "Closing",
    "Column",
    "Definition",
    "Edition",
    "Form",
    "FunctionalClass",
    "Line",
    "Orientation",
    "Section",
    "Total",
    "Units",
    "Zero",
    "copy_edition",
    "edition_ids",
    "load_edition",
]
SUFFIXES = (".yaml", ".yml")
"""How the name of an edition's file ends; what ends otherwise is the id of a shipped one."""


class FunctionalClass(Part):
    """A functional class (类) as the edition names it, and its line in the summary tables."""

    code: str
    name: str
    label: str


class Edition(Part):
    """The forms, the outline and the wording of one authority, from one year on.

    ``unit_lines`` gives the words before the unit's name at a table's head for each 公开主体; with
    none, no table names the unit. ``wording`` names the folder of templates; ``remarks`` says what
    the edition is not; ``thresholds`` gives, as prose prints it, from what price on equipment is
    counted; ``fund_subjects`` are the functional codes that only government funds pay for,
    ``state_capital_subjects`` those under which 国有资本经营预算 is spent (prefixes).
    """

    id: str
    authority: str
    from_year: int
    source: str = Field(min_length=1)
    checked_on: date
    wording: str
    remarks: str = ""
    unit_lines: dict[Entity, str] = Field(default_factory=dict)
    currency_line: str
    classes: tuple[FunctionalClass, ...]
    forms: tuple[Form, ...] = Field(min_length=1)
    outline: tuple[Section, ...]
    glossary: tuple[Definition, ...] = ()
    thresholds: dict[str, str] = Field(default_factory=dict)
    fund_subjects: tuple[str, ...] = ()
    state_capital_subjects: tuple[str, ...] = ()

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

    def stage(self, table: str) -> Stage:
        """Return which budget the explanation sets beside what a table prints."""
        form = self.form(table)
        return form.stage if form else Stage.INITIAL_BUDGET

    def budget_of(self, figure: str) -> str | None:
        """Return the address of a figure's budget, or None: a part of a subject has none."""
        place = address(figure)
        budget = place.budget(self.stage(place.table))
        return None if budget is None else str(budget)

    def of(self, units: Units) -> Edition:
        """Return the edition with the sections that are for so many units."""
        return self._only(units, lambda section: section.units in {None, units})

    def reporting(self, topics: Container[Topic], *, projects: bool) -> Edition:
        """Return the edition without the attached reports that are not published.

        That on the unit is, where the unit said something on its topic; those on ``projects``, where
        there are any.
        """

        def published(section: Section) -> bool:
            if section.attached is Attached.PROJECT:
                return projects
            return section.on is None or section.on in topics

        asked = frozenset(each.on for each in self.sections if each.on and each.on in topics)
        return self._only((asked, projects), published)

    def _only(self, which: Hashable, wanted: Callable[[Section], bool]) -> Edition:
        """Return the edition with the sections that are wanted, the same for the same ``which``."""
        made = _shortened(self)
        if which not in made:
            made[which] = self.model_copy(update={"outline": only(self.outline, wanted)})
        return made[which]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return every section of the outline, in reading order."""
        return _sections(self)

    @property
    def measures(self) -> tuple[MeasureKey, ...]:
        """Return the numbers of 其他数据 that the explanation cannot do without."""
        return tuple(key for section in self.sections for key in section.measures)

    @property
    def printed_measures(self) -> tuple[MeasureKey, ...]:
        """Return all numbers of 其他数据 that the explanation prints."""
        further = (key for section in self.sections for key in section.further_measures)
        return (*self.measures, *further)

    @property
    def vehicles(self) -> tuple[MeasureKey, ...]:
        """Return the categories of vehicles that the explanation counts."""
        return tuple(key for key in self.printed_measures if key in VEHICLES)

    @property
    def class_names(self) -> dict[str, str]:
        """Return the name of every functional class by code."""
        return {item.code: item.name for item in self.classes}

    @property
    def unverified(self) -> tuple[Form, ...]:
        """Return the forms that no official document has shown whole."""
        return tuple(form for form in self.forms if not form.verified)


@once
def _shortened(_edition: Edition) -> dict[Hashable, Edition]:
    """Return where the editions with fewer sections are kept: few differ, and units are many."""
    return {}


@once
def _sections(edition: Edition) -> tuple[Section, ...]:
    return tuple(each for section in edition.outline for each in section.walk())


def edition_ids() -> tuple[str, ...]:
    """Return the ids of the editions that the package ships, in order."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.yaml")))


def load_edition(name: str | Path) -> Edition:
    """Return a shipped edition by id, or one's own by the path of its YAML file.

    Raise ``EditionError`` that lists the known ids where there is no such edition, ``InputError``
    where the file cannot be read or used, with the line of everything that is wrong in it.
    """
    if isinstance(name, Path) or name.endswith(SUFFIXES):
        return _read(Path(name))
    return _shipped(name)


def copy_edition(name: str, target: Path) -> None:
    """Write the file of a shipped edition, with its comments, as the start of one's own.

    Raise ``EditionError`` where there is no such edition, ``OutputError`` where the target is
    there already or cannot be written.
    """
    write_new(target, (Path(__file__).parent / f"{_shipped(name).id}.yaml").read_bytes())


@cache
def _shipped(name: str) -> Edition:
    if name not in edition_ids():
        close = get_close_matches(name, edition_ids(), n=1)
        hint = f"，是否应为“{close[0]}”" if close else ""
        what = f"没有“{shortened(name)}”这个表样{hint}" if name else "没有指明表样"
        advice = "请用 -e 指定，或写在输入文件的“表样”里；自己的表样文件，名字应以 .yaml 结尾"
        raise EditionError.of("表样", f"{what}，可填：{'、'.join(edition_ids())}", advice)
    return _read(Path(__file__).parent / f"{name}.yaml")


def _read(path: Path) -> Edition:
    """Read and check one edition file."""
    document = strict_yaml.read(path)
    document.raise_problems()
    if not document.lines:
        raise InputError.of(document.name, "里面没有内容", "请从自带的表样复制一份来改")
    found: Edition | None = None
    try:
        found = Edition.model_validate(document.tree)
        faults = _faults.of_edition(found, document)
    except ValidationError as error:
        faults = of_fields(error, Edition)
    for trail, what in faults:
        document.complain(trail, Problem(f"{document.name} 第{document.line(trail)}行", what))
    document.raise_problems()
    assert found is not None  # noqa: S101 else there were faults
    return found
