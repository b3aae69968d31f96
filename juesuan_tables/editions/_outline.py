"""The outline of the explanation: its headings, what stands under each, and the glossary."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan_tables.editions._form import Part
from juesuan_tables.terms import MeasureKey, Topic  # noqa: TC001 pydantic needs them at run time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Units(StrEnum):
    """How many units the accounts are of."""

    ONE = "one"
    SEVERAL = "several"


class Attached(StrEnum):
    """What a report that is attached to the publication is about."""

    UNIT = "unit"
    PROJECT = "project"


class Section(Part):
    """A heading of the publication, what stands under it, and the sections within.

    ``title`` may hold ``{unit}``, ``{year}`` and ``{kind}`` (部门 or 单位). Under it stands what a
    ``template`` prints, or what the unit itself says on a ``topic``; without such a text, one that
    is ``optional`` is left out, and so is one for another number of ``units``.

    ``tables`` puts every official table of the edition there, under a heading of its own, which may
    hold ``{ordinal}`` and ``{table}``. A section that is ``attached`` is a report of its own, on the
    whole unit, where that said something ``on`` a topic, or on each project, whose name is
    ``{project}`` in all its headings; with ``indicators`` the table of a project's 绩效指标.

    What the template needs is listed, so that whatever is missing can be asked for: ``members``
    says that it lists the units; ``last_year`` names the figures that are set beside last year's,
    ``unexplained`` those of them for which it gives no reason; ``budgets`` the tables whose items,
    or the figures, that are set beside their budgets, with a reason; ``purposes`` those of which
    it says what they were for, ``texts`` the topics and ``measures`` the numbers of 其他数据 that
    it cannot do without; ``further_purposes``, ``further_texts`` and ``further_measures`` those
    that it prints where they were stated.
    """

    title: str
    units: Units | None = None
    template: str | None = None
    topic: Topic | None = None
    optional: bool = False
    tables: str | None = None
    attached: Attached | None = None
    on: Topic | None = None
    indicators: bool = False
    members: bool = False
    last_year: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    further_purposes: tuple[str, ...] = ()
    texts: tuple[Topic, ...] = ()
    further_texts: tuple[Topic, ...] = ()
    measures: tuple[MeasureKey, ...] = ()
    further_measures: tuple[MeasureKey, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield the section and all within, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Return the topics on which the unit is heard under this heading."""
        return (*((self.topic,) if self.topic else ()), *self.texts, *self.further_texts)


def only(sections: tuple[Section, ...], wanted: Callable[[Section], bool]) -> tuple[Section, ...]:
    """Return the sections that are wanted, without those within that are not."""
    return tuple(
        section.model_copy(update={"sections": only(section.sections, wanted)})
        for section in sections
        if wanted(section)
    )


class Definition(Part):
    """An entry of 名词解释: printed where the ``term`` or one of ``also`` occurs, or ``always``.

    ``figure`` is one whose 用途 tells what the term mainly comprises in this unit.
    """

    term: str
    text: str
    also: tuple[str, ...] = ()
    always: bool = False
    figure: str = ""
