"""The columns of the forms by subject, by the words over them; evidence: docs/howto/from-export.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.editions.catalogue import Status, shipped_catalogue
from juesuan_tables.inputs.export._forms import Form
from juesuan_tables.inputs.export._heads import SUM, Path, Patterns
from juesuan_tables.reading.official.words import closed
from juesuan_tables.subjects import CATEGORY
from juesuan_tables.terms import IncomeKind, Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OPENING, CLOSING = "opening_balance", "closing_balance"
INCOME, TOTAL = "income_subtotal", "total"
APPROPRIATION = "appropriation_income"
UNKNOWN = "?"
"""What the key of a column begins with whose head is no known economic subject."""
_ECONOMIC_CODE = re.compile(r"3\d{2}(?:\d{2})?(?!\d)")


def _group(*heads: str) -> Patterns:
    """Return the patterns of a head that may be divided into 小计 and others."""
    return (heads, (*heads, SUM))


_BALANCE = "{}结转和结余.*"
_OF_A_FUND: dict[str, Patterns] = {
    OPENING: _group(_BALANCE.format("年初")),
    INCOME: _group("本年收入.*"),
    Nature.BASIC.key: _group("本年支出.*", "基本支出"),
    Nature.PROJECT.key: _group("本年支出.*", "项目支出"),
    "personnel": (("本年支出.*", "基本支出", "人员经费"),),
    "running_costs": (("本年支出.*", "基本支出", "(日常)?公用经费"),),
    TOTAL: _group("本年支出.*"),
    CLOSING: _group(_BALANCE.format("年末")),
}
COLUMNS: Mapping[Form, Mapping[str, Patterns]] = {
    Form.INCOME: {
        APPROPRIATION: _group("财政拨款收入"),
        IncomeKind.SUPERIOR_SUBSIDY.key: _group("上级补助收入"),
        IncomeKind.INSTITUTIONAL_INCOME.key: _group("事业收入"),
        IncomeKind.OPERATING_INCOME.key: _group("经营收入"),
        IncomeKind.REMITTED_BY_SUBORDINATES.key: _group("附属单位(上缴收入|缴款)"),
        IncomeKind.OTHER_INCOME.key: _group("其他收入"),
        TOTAL: (("本年收入合计|收入合计",), ("本年收入", SUM), (SUM,)),
    },
    Form.EXPENDITURE: {
        **{nature.key: _group(nature.value) for nature in Nature},
        TOTAL: (("本年支出合计|支出合计",), ("本年支出", SUM), (SUM,)),
    },
    Form.GENERAL: _OF_A_FUND,
    Form.FUND: _OF_A_FUND,
    Form.CAPITAL: _OF_A_FUND,
    Form.ROLL_FORWARD: {
        OPENING: _OF_A_FUND[OPENING],
        INCOME: _OF_A_FUND[INCOME],
        TOTAL: _OF_A_FUND[TOTAL],
        "used_surplus": _group("使用非财政拨款结余.*|用事业基金弥补收支差额"),
        "surplus_distribution": _group("结余分配"),
        CLOSING: _OF_A_FUND[CLOSING],
    },
}
"""The heads of each column by its key."""
_WHOLE_FUND = (OPENING, INCOME, Nature.BASIC.key, Nature.PROJECT.key, TOTAL, CLOSING)
NEEDED: Mapping[Form, tuple[str, ...]] = {
    Form.INCOME: (APPROPRIATION, TOTAL),
    Form.EXPENDITURE: (Nature.BASIC.key, Nature.PROJECT.key, TOTAL),
    Form.GENERAL: _WHOLE_FUND,
    Form.FUND: _WHOLE_FUND,
    Form.CAPITAL: _WHOLE_FUND,
    Form.ROLL_FORWARD: (),
    Form.BASIC: (TOTAL,),
}
"""The keys without which a form cannot be read."""


def economic_columns(year: int) -> Callable[[Path], str | None]:
    """Return what tells the economic subject of a column by its heads: a code in them, or names.

    The 小计 of a 类 is the 类, the first 合计 the total. A 款 whose name is unknown has a key that
    begins with ``UNKNOWN``, so that an amount in it is not lost.
    """
    names = _names(year)

    def key(path: Path) -> str | None:
        said = [text for text in path if not re.fullmatch(SUM, text)]
        for text in reversed(said):
            if code := _ECONOMIC_CODE.match(text):
                return code[0]
        for level, text in enumerate(said):
            if len(category := names.get(text, "")) == CATEGORY:
                inner = said[level + 1 :]
                return names.get(category + inner[-1], UNKNOWN + inner[-1]) if inner else category
        return TOTAL if path and re.fullmatch(SUM, path[-1]) else None

    return key


def _names(year: int) -> dict[str, str]:
    """Return the codes of 类 by name, those of 款 by the code of the 类 and their name."""
    found: dict[str, str] = {}
    catalogue = shipped_catalogue()
    entries = (*catalogue.suggestions, *catalogue.entries)
    economic = [entry for entry in entries if entry.code.startswith("3")]
    order = sorted(economic, key=lambda e: (e.holds(year), e.status is not Status.LEGACY))
    for entry in order:  # those that hold for the year come last, and win
        name = closed(entry.name)
        if len(entry.code) == CATEGORY:
            found[name] = entry.code
        else:
            found[entry.code[:CATEGORY] + name] = entry.code
    return found
