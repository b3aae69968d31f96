"""Facts → lines of the fill-in workbook: each fact in the cell that its reader takes it from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from juesuan_tables.inputs.fill_in import sheets
from juesuan_tables.model import Accounts, AmountFact
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from pydantic import BaseModel

    from juesuan_tables.inputs.draft import Draft
    from juesuan_tables.inputs.fill_in.layout import Column, Layout
    from juesuan_tables.model import Project


@dataclass(slots=True)
class Line:
    """A row to write: what it gives by field, what it states by heading.

    ``bound`` are the fields that its facts depend on, also where they are left empty. A ``fixed``
    line is asked for by the edition: what it is about is not the officer's to change.
    """

    given: dict[str, Any] = field(default_factory=dict)
    stated: dict[str, Any] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    fixed: bool = False


class Lines:
    """The lines of one sheet, in order."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.all: list[Line] = []
        self._by_first: defaultdict[Any, list[Line]] = defaultdict(list)

    def ask(self, **given: object) -> Line:
        """Add a line that the edition asks for, unless it is there; its margin is left open."""
        keys = self.layout.stating[0].keys
        for line in self._by_first[given.get(keys[0])]:
            if all(line.given.get(key) == given.get(key) for key in keys):
                return line
        line = Line(given, {}, {*keys} - {"margin"}, fixed=True)
        self._add(line, given.get(keys[0]))
        return line

    def ask_beside(self, key: str, value: object) -> None:
        """Ask for something on the first line that does not give such a thing yet."""
        for line in self.all:
            if key not in line.given:
                break
        else:
            line = Line(fixed=True)
            self.all.append(line)
        line.given[key] = value
        line.bound.add(key)
        self._by_first[value].append(line)

    def put(self, column: Column, given: Mapping[str, Any], value: object) -> None:
        """Put a fact into the first line whose cell is free, else into a new one."""
        keys = column.keys or tuple(given)
        for line in self._by_first[given.get(keys[0])]:
            agrees = all(k not in line.bound or line.given.get(k) == given.get(k) for k in keys)
            if agrees and column.title not in line.stated:
                break
        else:
            line = Line()
            self._add(line, given.get(keys[0]))
        line.given |= given
        line.bound |= {*keys}
        line.stated[column.title] = value

    def has(self, **given: object) -> bool:
        """Return whether there is a line that gives this."""
        return any(given.items() <= line.given.items() for line in self.all)

    def _add(self, line: Line, first: object) -> None:
        self.all.append(line)
        self._by_first[first].append(line)


class Placed:
    """All facts of a draft, each on a line of a sheet."""

    def __init__(self, draft: Draft) -> None:
        self.margin = usual_margin(draft)
        self.of = {layout.name: Lines(layout) for layout in sheets.LAYOUTS}
        self._draft = draft

    def place_all(self) -> None:
        """Put every fact on its line; the lines that an edition asks for are there before."""
        fields = self._draft.fields
        for name in (*Accounts.FACTS, "members"):
            for fact in fields.get(name, ()):
                if name == "projects":
                    self._place_project(fact)
                else:
                    self._place(name, fact)
        for sheet in (sheets.EXPENDITURE, sheets.INCOME):
            self.of[sheet.name].all.sort(key=lambda line: str(line.given["subject"]))
        self._place_names(fields.get("names", {}))

    def _place(self, name: str, fact: BaseModel) -> None:
        """Put one record into the first cell that can hold it."""
        for layout in sheets.LAYOUTS:
            for column in layout.stating:
                given = self._fits(layout, column, name, fact)
                if given is not None:
                    self.of[layout.name].put(column, given, getattr(fact, column.field))
                    return
        message = f"no cell for {fact!r}"
        raise AssertionError(message)

    def _fits(
        self, layout: Layout, column: Column, name: str, fact: BaseModel
    ) -> dict[str, Any] | None:
        """Return what the line of a cell must give for the fact to stand there, None if it cannot."""
        if column.record != name and not (column.whole and isinstance(fact, AmountFact)):
            return None
        given = {key: getattr(fact, key) for key in type(fact).model_fields}
        given.pop("source", None)
        del given[column.field]
        if column.whole:
            given = {key: value for key, value in given.items() if value is not None}
            return {"record": glossary()[name]} | given
        if "margin" not in column.keys and given.pop("margin", self.margin) != self.margin:
            return None
        if any(given.pop(key) != value for key, value in column.fixed.items()):
            return None
        if column.figure:
            given |= _subject_of(column, given.pop("figure"))
        given = {key: value for key, value in given.items() if value is not None}
        if (column.figure or column.joins) and not self.of[layout.name].has(**given):
            return None
        allowed = all(given.get(key) in values for key, values in layout.only.items())
        return given if allowed and given.keys() <= {*column.keys} else None

    def _place_names(self, names: Mapping[str, str]) -> None:
        """Put names beside the codes of 支出, the others on a sheet of their own."""
        lines = self.of[sheets.EXPENDITURE.name].all
        for line in lines:
            if name := names.get(line.given["subject"]):
                line.given["names"] = name
        beside = {line.given["subject"] for line in lines}
        (column,) = sheets.NAMES.stating
        for code in sorted(names.keys() - beside):
            self.of[sheets.NAMES.name].put(column, {"code": code}, names[code])

    def _place_project(self, project: Project) -> None:
        """Put a project on its line, what it was used for and aimed at on lines with its number."""
        lines = self.of[sheets.PROJECTS.name].all
        number = f"{len(lines) + 1}"
        texts = {text.key: words for text, words in project.texts.items()}
        given = {"number": number, "name": project.name, **texts}
        lines.append(Line(given, {sheets.PROJECTS.stating[0].title: project.funds}))
        for layout, parts in (
            (sheets.USES, project.uses),
            (sheets.INDICATORS, project.indicators),
        ):
            (column,) = layout.stating
            for part in parts:
                own = dict(part)
                stated = {column.title: own.pop(column.field)}
                self.of[layout.name].all.append(Line({"number": number, **own}, stated))


def _subject_of(column: Column, figure: str) -> dict[str, str]:
    """Return the subject that an address is of; where it is no such address, none that exists."""
    pattern = column.figure.replace(".", r"\.").format(subject="(.*)")
    match = re.fullmatch(pattern, figure)
    return {"subject": match[1] if match else ""}


def usual_margin(draft: Draft) -> Decimal | None:
    """Return the margin that most amounts have, None where there are no amounts."""
    found = Counter(fact.margin for fact in _amounts(draft))
    return max(found, key=lambda margin: (found[margin], -margin)) if found else None


def _amounts(draft: Draft) -> Iterator[AmountFact]:
    """Yield the facts that stand on sheets without a column for their margin."""
    own: Iterable[str] = (name for name in Accounts.FACTS if name != "stated")
    for name in own:
        for fact in draft.fields.get(name, ()):
            if isinstance(fact, AmountFact):
                yield fact
