"""目录: the names of functional and economic codes, each for the years it holds.

The shipped lists lie in ``catalogues/`` and hold what documents at hand have shown; the list of
suggestions there is from memory and is never more than that. The list that a user was given by
the bureau (``official_list``) takes the place of the shipped one for its codes.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from datetime import MAXYEAR
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from juesuan_tables.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = Path(__file__).parent.parent / "catalogues"
"""functional.csv, economic.csv, unverified_suggestions.csv, and sources.csv for their keys."""

CODE = re.compile(r"2\d{2}(\d{2}){0,2}|3\d{2}(\d{2})?", re.ASCII)
"""支出功能分类 and 部门预算支出经济分类."""


class Status(StrEnum):
    """How well a name is founded; the words that the CSV files and findings use."""

    OFFICIAL = "官方目录"
    SEVERAL = "多个来源"
    SINGLE = "一个来源"
    WEAK = "软件样例或旧字典"
    LEGACY = "旧科目"
    RECALLED = "凭记忆，未核对"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a code. It holds from one year until another; a bound of None is open.

    ``seen`` are the years of the documents that show it.

    >>> Entry("20701", "文化和旅游", from_year=2019).holds(2018)
    False
    """

    code: str
    name: str
    from_year: int | None = None
    until_year: int | None = None
    seen: tuple[int, ...] = ()
    status: Status = Status.OFFICIAL
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be printed, as the model does with the names in accounts."""
        if not (CODE.fullmatch(self.code) and self.name.strip() and self.name.isprintable()):
            raise ValueError(f"“{self.code} {self.name}”不是科目编码和名称")

    def holds(self, year: int) -> bool:
        """Return whether the name is that of the year."""
        return (self.from_year or year) <= year <= (self.until_year or year)

    def overlaps(self, other: Entry) -> bool:
        """Return whether there is a year in which both hold."""
        ends = [entry.until_year or MAXYEAR for entry in (self, other)]
        return max(self.from_year or 0, other.from_year or 0) <= min(ends)

    def witnessed(self, year: int) -> bool:
        """Return whether documents show it for the year: then, or both before and after."""
        if self.status is Status.OFFICIAL:
            return self.holds(year)
        return bool(self.seen) and min(self.seen) <= year <= max(self.seen)

    def verified(self, year: int) -> bool:
        """Return whether another name is worth a word: it is witnessed, and not by one alone."""
        return self.witnessed(year) and self.status in {Status.OFFICIAL, Status.SEVERAL}

    @property
    def evidence(self) -> str:
        """Return in Chinese where the name was seen: 见于2024、2025年, or what else it rests on."""
        if self.status is Status.OFFICIAL:
            return self.source
        return f"见于{'、'.join(map(str, self.seen))}年" if self.seen else self.status


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Catalogue:
    """Names of codes, at most one a year for each; ``load_catalogue`` reads an official list.

    ``suggestions`` are names from memory: good for a hint, never for calling anything wrong.
    ``official`` is the name of the user's file, if there is one.
    """

    entries: tuple[Entry, ...]
    suggestions: tuple[Entry, ...] = ()
    official: str = ""

    def of(self, year: int) -> Mapping[str, Entry]:
        """Return the entries that hold for a year, by code; what comes later takes precedence."""
        return _of_years(self)(year)

    def names(self, year: int) -> dict[str, str]:
        """Return the names that hold for a year, by code."""
        return {code: entry.name for code, entry in self.of(year).items()}

    def suggested_names(self, year: int) -> dict[str, str]:
        """Return the names from memory for a year, by code."""
        return {entry.code: entry.name for entry in self.suggestions if entry.holds(year)}

    def under(self, official: Catalogue) -> Catalogue:
        """Return this catalogue with an official list laid over it, year by year."""
        entries = (*self.entries, *official.entries)
        return replace(self, entries=entries, official=official.official)


@once
def _of_years(catalogue: Catalogue) -> Callable[[int], Mapping[str, Entry]]:
    """Return what looks a year up: few years are asked for, and of each by every unit."""
    entries = catalogue.entries

    @cache
    def of(year: int) -> Mapping[str, Entry]:
        return MappingProxyType({entry.code: entry for entry in entries if entry.holds(year)})

    return of


@cache
def shipped_catalogue() -> Catalogue:
    """Return what the package ships."""
    sources = {row["key"]: row["source"] for row in _rows("sources")}
    known = (*_rows("functional"), *_rows("economic"))
    suggested = _rows("unverified_suggestions")
    return Catalogue(
        tuple(_entry(row, Status(row["status"]), sources) for row in known),
        tuple(_entry(row, Status.RECALLED, sources) for row in suggested),
    )


def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _entry(row: dict[str, str], status: Status, sources: dict[str, str]) -> Entry:
    """Return a shipped row; the tests see to it that every row is sound."""
    seen, keys = (row.get(name, "").split("|") for name in ("seen_years", "sources"))
    return Entry(
        row["code"],
        row["name"],
        _year(row["from_year"]),
        _year(row["until_year"]),
        tuple(int(year) for year in seen if year),
        status,
        "；".join(sources[key] for key in keys if key),
    )


def _year(text: str) -> int | None:
    return int(text) if text else None
