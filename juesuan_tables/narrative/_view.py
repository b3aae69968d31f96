"""The report as templates see it: the names that they may use."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.addresses import MEASURES, Address
from juesuan_tables.checks.explanation import items as spoken_of
from juesuan_tables.errors import FigureError
from juesuan_tables.figure import ZERO, Figure
from juesuan_tables.grid import Grid
from juesuan_tables.narrative._printing import Ledger, Quote
from juesuan_tables.narrative._rows import ProjectQuote, SubjectRow, TableQuote
from juesuan_tables.narrative._views import CountQuote, FigureQuote
from juesuan_tables.subjects import is_category
from juesuan_tables.terms import (
    MeasureKey,
    NoteKind,
    Topic,
    UnitKind,
    chinese_figure,
    chinese_number,
    english_figure,
    english_names,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from juesuan_tables.prose import Block
    from juesuan_tables.report import Report

_END_OF_SENTENCE = "。；;.，, "
_LEADS = ("主要原因是", "主要是因为", "主要用于", "是因为", "因为", "用于")
_MEASURES = {each.key for each in MeasureKey} | {"procurement_total", "vehicles_total"}
T = TypeVar("T")


class View:
    """The report as templates see it."""

    def __init__(self, report: Report, ledger: Ledger) -> None:
        """Show ``report``, recording in ``ledger``; ``written`` grows with the document."""
        self.report, self.ledger = report, ledger
        self.written: list[Block] = []
        notes = report.accounts.notes
        self._notes = {(note.kind, note.figure or note.topic): note.text for note in notes}

    def context(self) -> dict[str, object]:
        """Return the names that templates may use."""
        accounts = self.report.accounts
        form = self.report.edition.form("three_public")
        kinds = Counter(member.kind for member in accounts.members)
        return {
            "unit": self.text(accounts.unit),
            "this_unit": self.text(f"本{self.report.kind}"),
            "kind": self.text(self.report.kind),
            "year": self.text(str(accounts.year)),
            "last_year": self.text(str(accounts.year - 1)),
            "balance_day": self.text(f"{accounts.year}年12月31日"),
            "newly_established": accounts.newly_established,
            "only_institutions": {*kinds} == {UnitKind.INSTITUTION},
            "single_unit": accounts.single_unit,
            "vehicles": self.vehicles(),
            "head_office": any("本级" in member.name for member in accounts.members),
            "unit_count": self.text(f"{kinds.total()}"),
            "unit_kinds": [
                (self.text(kind), self.text(f"{kinds[kind]}")) for kind in UnitKind if kinds[kind]
            ],
            "three_public_funds": self.text("、".join(form.funds if form else ())),
            "members": [self.text(member.name) for member in accounts.members],
            "tables": [TableQuote(self, grid) for grid in self.report.tables.values()],
            "projects": [ProjectQuote(self, each) for each in accounts.projects],
            "figure": self.figure,
            "measure": self.measure,
            "count": self.count,
            "statement": self.statement,
            "threshold": self.threshold,
            "thresholds": tuple(self.report.edition.thresholds),
            "definitions": self.definitions,
            "categories": self.categories,
            "items": self.items,
            "ordinal": self.ordinal,
            "chinese_ordinal": self.chinese_ordinal,
            "gap": self.ledger.gap,
        }

    # --- figures and counts -----------------------------------------------------------------

    def figure(self, name: str) -> FigureQuote:
        """Quote a figure by its address; raise ``FigureError`` where there is none."""
        return FigureQuote(self, self.report.figure(name))

    def figure_or_zero(self, name: str) -> FigureQuote:
        """Quote a figure, or zero where no row of the table holds it."""
        return FigureQuote(self, self.report.figures.get(name, Figure(name, ZERO)))

    def measure(self, key: str) -> FigureQuote | None:
        """Quote an amount of 其他数据; none where nobody stated it."""
        figure = self._measured(key, "amount", self.report.figures)
        return None if figure is None else FigureQuote(self, figure)

    def count(self, key: str) -> CountQuote | None:
        """Quote a count of 其他数据; none where nobody stated it."""
        count = self._measured(key, "value", self.report.counts)
        return None if count is None else CountQuote(self, count)

    def vehicles(self) -> list[CountQuote]:
        """Quote the vehicles of every category that the edition counts, as far as stated."""
        keys = self.report.edition.vehicles
        found = (self.report.counts.get(str(Address(MEASURES, k.key, "value"))) for k in keys)
        return [CountQuote(self, count) for count in found if count is not None]

    def _measured(self, key: str, column: str, found: Mapping[str, T]) -> T | None:
        """Return a measure; raise ``FigureError`` for a name that is none."""
        name = english_names().get(key, key)
        if name not in _MEASURES:
            known = "、".join(each.value for each in MeasureKey)
            raise FigureError.of("数据项", f"没有“{key}”这个数据项，应为：{known}", "请修改")
        return found.get(str(Address(MEASURES, name, column)))

    def rate(self, rate: Decimal | None, *figures: Figure) -> Quote | None:
        """Quote a percentage computed from ``figures``."""
        if rate is None:
            return None
        return Quote(self.ledger, f"{rate:.2f}%", tuple(figure.name for figure in figures))

    # --- words ------------------------------------------------------------------------------

    def text(self, text: str) -> Quote:
        """Quote a text."""
        return Quote(self.ledger, text)

    def note(self, kind: NoteKind, figure: str) -> Quote:
        """Quote what the unit said about a figure, without the words that stand around it anyway."""
        text = self._notes.get((kind, figure), "").rstrip(_END_OF_SENTENCE)
        lead = next((lead for lead in _LEADS if text.startswith(lead)), "")
        return self.text(text.removeprefix(lead).lstrip("：:，,"))

    def statement(self, topic: str) -> Quote:
        """Quote what the unit said on a topic, its lines joined by 、, without the full stop at its end."""
        known = {each.key: each for each in Topic} | {each.value: each for each in Topic}
        if topic not in known:
            what = f"没有“{topic}”这个主题，应为：{'、'.join(Topic)}"
            raise FigureError.of("主题", what, "请修改")
        lines = (line.rstrip(_END_OF_SENTENCE) for line in self.lines(known[topic]))
        return self.text("、".join(filter(None, lines)))

    def lines(self, topic: Topic) -> list[str]:
        """Return what the unit said on a topic, a paragraph each."""
        text = self._notes.get((NoteKind.STATEMENT, topic), "")
        return [line.strip() for line in text.split("\n") if line.strip()]

    def threshold(self, name: str) -> Quote:
        """Quote from what price on something is counted, such as 50万元."""
        if name not in self.report.edition.thresholds:
            known = "、".join(self.report.edition.thresholds)
            raise FigureError.of("限额", f"没有“{name}”这个限额，应为：{known}", "请修改")
        return self.text(self.report.edition.thresholds[name])

    def definitions(self) -> list[dict[str, Quote]]:
        """Return the terms that occur in what is written so far, or in a table, and their meaning."""
        grids = self.report.tables.values()
        words = [block.text for block in self.written if not isinstance(block, Grid)]
        cells = (cell.value for grid in grids for row in grid.rows for cell in row)
        words += [value for value in cells if isinstance(value, str)]
        printed = "\n".join(words)
        return [
            {
                "term": self.text(entry.term),
                "text": self.text(entry.text),
                "mainly": self.note(NoteKind.PURPOSE, entry.figure),
            }
            for entry in self.report.edition.glossary
            if entry.always or any(word in printed for word in (entry.term, *entry.also))
        ]

    def ordinal(self, number: int) -> Quote:
        """Print the number of an item in a list."""
        return self.text(f"{number}")

    def chinese_ordinal(self, number: int) -> Quote:
        """Print the number of an item in a list in Chinese, up to 九十九."""
        return self.text(chinese_number(number))

    # --- rows of tables ---------------------------------------------------------------------

    def name(self, code: str) -> str:
        """Return the name of a code, or the code itself where it has none."""
        return self.report.accounts.names.get(code, code)

    def categories(self, table: str) -> list[SubjectRow]:
        """Return the 类 of a table, in the order of their codes."""
        grid = self._grid(table)
        codes = [code for code in grid.row_labels if is_category(code)]
        return [SubjectRow(self, grid.table, code) for code in codes]

    def items(self, table: str) -> list[SubjectRow]:
        """Return the lowest subjects of a table that were spent on or budgeted for."""
        table = self._grid(table).table
        codes = spoken_of(self.report, table)
        return [SubjectRow(self, table, code) for code in codes]

    def _grid(self, table: str) -> Grid:
        """Return a table by its English or Chinese name; raise ``FigureError``."""
        tables = self.report.tables
        if english_figure(table) not in tables:
            known = "、".join(map(chinese_figure, tables))
            raise FigureError.of("表", f"没有“{table}”这张表，应为：{known}", "请修改")
        return tables[english_figure(table)]
