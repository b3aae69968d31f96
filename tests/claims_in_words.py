"""Claims as short lines, so that documentation and tests can say what the grammar read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._model import (
    Base,
    Changed,
    Claim,
    Compared,
    Completed,
    Direction,
    Nothing,
    Quantity,
    Shared,
    Stated,
    Summed,
)
from juesuan_tables.terms import chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = {Direction.MORE: "多", Direction.LESS: "少", Direction.SAME: "持平"}
_COMPARED = {Direction.MORE: "大于", Direction.LESS: "小于", Direction.SAME: "等于"}


def in_words(claim: Claim) -> str:  # noqa: PLR0911 a line for each kind
    """Return a claim on one line."""
    match claim:
        case Stated():
            return f"数 {_quantity(claim.quantity)}"
        case Changed():
            told = [each.printed for each in (claim.amount, claim.rate) if each]
            of = _quantity(claim.now) if claim.now else claim.subject or "？"
            return " ".join(["增减", of, f"比{claim.base.value}", _WORDS[claim.direction], *told])
        case Shared():
            whole = _quantity(claim.whole) if claim.whole else claim.words or "？"
            return f"占比 {_quantity(claim.part)} ÷ {whole} ＝ {claim.rate.printed}"
        case Completed():
            outturn = _quantity(claim.outturn) if claim.outturn else "？"
            return f"完成 {outturn} ÷ {claim.base.value} ＝ {claim.rate.printed}"
        case Compared():
            return (
                f"比较 {_quantity(claim.outturn)} {_COMPARED[claim.direction]} {claim.base.value}"
            )
        case Summed():
            return f"分列 {_quantity(claim.whole)} ＝ {_added(claim.parts)}"
        case Nothing():
            return f"没有 {'、'.join(map(chinese_figure, claim.addresses))}"


def _added(parts: Iterable[Quantity]) -> str:
    return " ＋ ".join(map(_quantity, parts))


def _quantity(quantity: Quantity) -> str:
    name = chinese_figure(quantity.address) if quantity.address else f"“{quantity.subject}”"
    base = "" if quantity.base is Base.OUTTURN else f"（{quantity.base.value}）"
    return f"{name}{base} {quantity.printed}"
