"""What a form of each table must have and may have: the keys of its lines and columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.editions._form import TEXT_COLUMNS
from juesuan_tables.subjects import is_category, parent
from juesuan_tables.terms import (
    APPROPRIATIONS,
    IncomeKind,
    Nature,
    Stage,
    ThreePublicItem,
    glossary,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.editions._form import Form

    FormFault = tuple[tuple[str | int, ...], str]

_OTHER_INCOME = frozenset(kind.key for kind in IncomeKind if kind not in APPROPRIATIONS)
_FUND_INCOME = tuple(kind.key for kind in APPROPRIATIONS)
_ITEMS = frozenset({"total", "vehicles", *(item.key for item in ThreePublicItem)})
_BALANCES = frozenset({"opening_balance", "income_subtotal", "closing_balance"})


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a table: what it must print, what it may, and what goes together.

    ``together`` are groups of lines and columns of which a form has all or none; ``one_of`` groups
    of which it has at least one. ``classes`` says whether it has a line for every 类.
    """

    columns: frozenset[str]
    lines: frozenset[str] = frozenset()
    together: tuple[frozenset[str], ...] = ()
    one_of: tuple[frozenset[str], ...] = ()
    classes: bool = False
    by_subject: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Return every key that a form of the table may have."""
        return self.columns.union(self.lines, *self.together, *self.one_of)


def _by_subject(*columns: str, together: Iterable[str] = ()) -> Shape:
    groups = (frozenset(together),) if together else ()
    return Shape(frozenset({"total", *columns}), together=groups, by_subject=True)


SHAPES = {
    "income_expenditure_summary": Shape(
        frozenset({"amount"}),
        _OTHER_INCOME
        | {"income_subtotal", "used_surplus", "opening_balance", "income_total"}
        | {"expenditure_subtotal", "surplus_distribution", "closing_balance", "expenditure_total"},
        one_of=(frozenset({"appropriation_income", *_FUND_INCOME}),),
        classes=True,
    ),
    "income": _by_subject("appropriation_income", *_OTHER_INCOME),
    "expenditure": _by_subject(*(nature.key for nature in Nature)),
    "appropriation_summary": Shape(
        frozenset({"amount", "total", "general_public_budget", "government_fund"}),
        frozenset({"income_subtotal", "opening_balance", "income_total", *_FUND_INCOME[:2]})
        | {"opening_general_public_budget", "opening_government_fund"}
        | {"expenditure_subtotal", "closing_balance", "expenditure_total"},
        together=(frozenset({"state_capital", "opening_state_capital", _FUND_INCOME[2]}),),
        classes=True,
    ),
    "general_budget_expenditure": _by_subject("basic", "project"),
    "general_budget_basic": Shape(
        frozenset({"amount"}), frozenset({"personnel", "running_costs"})
    ),
    "three_public": Shape(
        _ITEMS,
        frozenset({Stage.OUTTURN.key}),
        one_of=(frozenset({Stage.INITIAL_BUDGET.key, Stage.FULL_YEAR_BUDGET.key}),),
    ),
    "government_fund": _by_subject(*_BALANCES, "basic", "project"),
    "state_capital": _by_subject("basic", "project", together=_BALANCES),
}
"""The shape of every official table, by the table's name."""


def form_faults(form: Form) -> Iterator[FormFault]:
    """Yield what a form lacks or has too much, each with its place in the form."""
    shape = SHAPES.get(form.table)
    if shape is None:
        known = "、".join(SHAPES)
        yield ("table",), f"没有“{form.table}”这张表，应为：{known}"
        return
    yield from _columns(form)
    yield from _keys(form, shape)
    if form.table == "general_budget_basic":
        yield from _economic_lines(form)
    if form.table == "three_public":
        yield from _three_public(form)
    width = len(form.leaves)
    if form.closing and sum(closing.columns for closing in form.closing) != width:
        yield ("closing",), f"合计行各项的 columns 之和应等于全表的列数 {width}"


def _columns(form: Form) -> Iterator[FormFault]:
    """Yield columns without a key or a width, and those that stand twice in a block."""
    for number, block in enumerate(form.blocks):
        for leaf in block.leaves:
            if not leaf.key or not leaf.width or leaf.width <= 0:
                what = f"“{leaf.label}”一栏没有填写 key 或 width（大于零）"
                yield ("blocks", number, "columns"), what
        counts = Counter((leaf.row, leaf.key) for leaf in block.leaves if leaf.key)
        for (_, key), count in counts.items():
            if count > 1:
                yield ("blocks", number, "columns"), f"{_named(key or '')}一栏出现了{count}次"


def _keys(form: Form, shape: Shape) -> Iterator[FormFault]:
    """Yield the keys that are missing, the unknown, and those that stand twice."""
    lines = [key for block in form.blocks for key in block.columns_of_lines]
    lines += [closing.key for closing in form.closing]
    amounts = {key for block in form.blocks for key in block.amounts}
    there = amounts.union(lines)
    classes = {key for key in lines if key.isdecimal()}
    for key in sorted(shape.columns - amounts):
        yield ("blocks",), f"没有{_named(key)}一栏"
    for key in sorted(shape.lines - set(lines)):
        yield ("blocks",), f"没有{_named(key)}一行"
    for group in shape.together:
        if group & there and group - there:
            yield ("blocks",), f"有{_listed(group & there)}，没有{_listed(group - there)}"
    for group in shape.one_of:
        if not group & there:
            yield ("blocks",), f"应至少有其中一行：{_listed(group)}"
    for key in sorted(there - shape.keys - classes - set(TEXT_COLUMNS)):
        yield ("blocks",), f"不认识{_named(key)}，可用的有：{'、'.join(sorted(shape.keys))}"
    if shape.classes and not classes:
        yield ("blocks",), "没有类级科目各行（classes: true）"
    for key, count in Counter(lines).items():
        if count > 1:
            yield ("blocks",), f"{_named(key)}一行出现了{count}次"
    yield from _blocks(form, shape)


def _blocks(form: Form, shape: Shape) -> Iterator[FormFault]:
    """Yield blocks that are not laid out as the table must be."""
    wanted = {"code", "label"}
    for number, block in enumerate(form.blocks):
        keys = {leaf.key for leaf in block.leaves}
        if shape.by_subject and (block.total is None or block.lines or not wanted <= keys):
            what = "按科目列示的表，应填 total（first 或 last），不填 lines，栏中应有 code 和 label"
            yield ("blocks", number), what
        if not shape.by_subject and block.total is not None:
            yield ("blocks", number, "total"), "不是按科目列示的表，不应填 total"
    if shape.by_subject and len(form.blocks) > 1:
        yield ("blocks",), f"按科目列示的表应只有一组栏，现有{len(form.blocks)}组"


def _economic_lines(form: Form) -> Iterator[FormFault]:
    """Yield 款 whose 类 has no line."""
    codes = {key for key in form.columns_of_lines if key.isdecimal()}
    for code in sorted(codes):
        if not is_category(code) and parent(code) not in codes:
            yield ("blocks",), f"有 {code}，没有它所属的类 {parent(code)}"


def _three_public(form: Form) -> Iterator[FormFault]:
    """Yield what keeps “三公” from saying whose money and which budget it prints."""
    rows = form.columns_of_lines
    for row, keys in rows.items():
        if set(keys) != _ITEMS:
            yield ("blocks",), f"“{glossary().get(row, row)}”应有这些栏各一：{_listed(_ITEMS)}"
    if form.stage.key not in rows:
        yield ("stage",), f"预算数印的不是{form.stage}，应与 stage 一致"
    if not form.funds:
        yield ("funds",), "没有填写 funds：标题所说的是哪几种财政拨款"


def _named(key: str) -> str:
    term = glossary().get(key)
    return f"“{term}”（{key}）" if term else f"“{key}”"


def _listed(keys: Iterable[str]) -> str:
    return "、".join(_named(key) for key in sorted(keys))



