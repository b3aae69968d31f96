"""Leaves and printed amounts → facts of the model, and what is wrong with those that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from juesuan_tables.errors import Problem, shortened
from juesuan_tables.figure import ZERO
from juesuan_tables.inputs._door import expected
from juesuan_tables.model import (
    AmountFact,
    Balance,
    EconomicExpenditure,
    Expenditure,
    Income,
    Stated,
    ThreePublic,
)
from juesuan_tables.model._values import Code, Name
from juesuan_tables.terms import Period, Stage, ThreePublicItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from juesuan_tables.inputs.published._cells import Cells
    from juesuan_tables.inputs.published._explained import Explained
    from juesuan_tables.inputs.published._leaf import Leaf
    from juesuan_tables.reading.official import OfficialTables

_MODELS: Mapping[str, type[AmountFact]] = {
    "income": Income,
    "expenditure": Expenditure,
    "economic_expenditure": EconomicExpenditure,
    "balances": Balance,
    "three_public": ThreePublic,
}
_NAMES = TypeAdapter(dict[Code, Name])


class Facts:
    """Makes facts; ``problems`` are the cells of which none can be made."""

    def __init__(self) -> None:
        """Begin without problems."""
        self.problems: list[Problem] = []

    def of(self, record: str, leaves: Iterable[Leaf]) -> tuple[AmountFact, ...]:
        """Return the facts of one kind that the stated leaves are."""
        model = _MODELS[record]
        made = (
            self._made(model, leaf.amount, leaf.margin, leaf.source, leaf.fields)
            for leaf in leaves
            if leaf.record == record and leaf.stated
        )
        return tuple(fact for fact in made if fact)

    def totals(self, explained: Explained) -> tuple[AmountFact, ...]:
        """Return the printed amounts that the facts behind them do not carry as exactly."""
        made = (
            self._made(
                Stated,
                printed.amount,
                printed.margin,
                printed.source,
                {"figure": place, "period": Period.THIS_YEAR},
            )
            for place, printed in explained.not_carried()
        )
        return tuple(fact for fact in made if fact)

    def nothing(self, cells: Cells, facts: Iterable[AmountFact]) -> tuple[AmountFact, ...]:
        """Return that the other items of “三公” are nothing: their cells are 0.00 or blank."""
        stated = {(fact.stage, fact.item) for fact in facts if isinstance(fact, ThreePublic)}
        form, funds = cells.forms["three_public"], cells.three_public_fund
        found = []
        for stage in Stage:
            for item in ThreePublicItem:
                if (stage, item) not in stated and stage.key in form.columns_of_lines:
                    printed = cells.amounts.get(f"three_public.{stage.key}.{item.key}")
                    source = printed.source if printed else f"{cells.tables.file}!{form.title}"
                    fields = {"stage": stage, "item": item, "fund": funds}
                    found.append(self._made(ThreePublic, ZERO, ZERO, source, fields))
        return tuple(fact for fact in found if fact)

    def names(self, tables: OfficialTables) -> dict[str, str]:
        """Return the printed names of codes that the edition does not print alike."""
        form = tables.edition.form("general_budget_basic")
        lines = (line for block in form.blocks for line in block.lines) if form else ()
        printed = {line.key: line.label for line in lines} | tables.edition.class_names
        own = {code: name for code, name in tables.names.items() if printed.get(code) != name}
        try:
            return _NAMES.validate_python(own)
        except ValidationError as error:
            self._refuse(error, tables.file)
            return {}

    def _made(
        self,
        model: type[AmountFact],
        amount: Decimal,
        margin: Decimal,
        source: str,
        fields: Mapping[str, Any],
    ) -> AmountFact | None:
        """Return a fact, or None where it can be none."""
        try:
            as_text = {"amount": f"{amount:.2f}", "margin": f"{margin:.2f}"}  # both are whole 分
            return model.model_validate({**fields, **as_text, "source": source})
        except ValidationError as error:
            self._refuse(error, source)
            return None

    def _refuse(self, error: ValidationError, where: str) -> None:
        for each in error.errors(include_url=False):
            what = f"读到的是“{shortened(str(each['input']))}”，{expected(each)}"
            self.problems.append(Problem(where, what, "请核对原文件里的这一格"))
