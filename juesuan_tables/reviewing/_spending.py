"""三公, 机关运行经费 and 政府采购 of all departments beside last year's: two sheets of 审核汇总表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.figure import Change, Figure, add
from juesuan_tables.reviewing._assess import OPERATING_COST, PROCUREMENT, THREE_PUBLIC
from juesuan_tables.reviewing._lists import title_of
from juesuan_tables.reviewing._results import State
from juesuan_tables.writers.lists import ListColumn, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.reviewing._results import Department, Review
    from juesuan_tables.writers.lists import Value

_OF_WHICH = "其中："
"""What begins the items that texts compare with last year only as their sum."""
_ITEMS = ("合计", "因公出国", "公务用车", "其中：购置", "其中：运行", "公务接待")
_LINES = (
    "金额单位：万元，照公开的文件，两位小数。空着的是没有读到。",
    "上年数：给了上年决算的取上年公开的数，没有的取本年说明里的说法；合计只加读到的，两年缺的家数不同时不能相减；增减的合计只加两年都有的。",
)


def three_public(review: Review) -> Listing:
    """Return “三公”经费: a row a department, this year's and last year's of each item."""
    return _listing(review, "三公经费", "“三公”经费", THREE_PUBLIC, _ITEMS)


def operating(review: Review) -> Listing:
    """Return 机关运行经费 and 政府采购支出."""
    names, heads = (OPERATING_COST, PROCUREMENT), ("机关运行经费", "政府采购支出")
    return _listing(review, "运行经费和采购", "机关运行经费和政府采购", names, heads)


def _listing(
    review: Review, tab: str, what: str, names: Sequence[str], heads: Sequence[str]
) -> Listing:
    columns = [ListColumn("部门（单位）", 26)]
    for head in heads:
        columns += [ListColumn(f"{head}\n{each}", 11) for each in ("本年", "上年", "增减")]
    columns.append(ListColumn("说明", 30))
    shown = [each for each in review.departments if each.state is not State.EXEMPT]
    rows = tuple(_row(each, names, heads) for each in shown)
    absent = "；".join(_absent(shown, names, heads))
    total: list[Value] = ["合计"]
    for number in range(1, len(columns) - 1):
        known = [row[number] for row in rows if row[number] is not None]
        total.append(add(known) if known else None)  # type: ignore[arg-type]
    return Listing(tab, title_of(review, what), tuple(columns), rows, _LINES, (*total, absent))


def _absent(
    shown: Sequence[Department], names: Sequence[str], heads: Sequence[str]
) -> Iterator[str]:
    """Yield of how many departments a sum is without: sums of two years may be of others."""
    for name, head in zip(names, heads, strict=True):
        years = {
            "本年": sum(name not in each.now for each in shown),
            "上年": sum(name not in each.last for each in shown),
        }
        missing = "、".join(f"{year}{number}家" for year, number in years.items() if number)
        if missing:
            yield f"{head}没有读到{missing}"


def _row(each: Department, names: Sequence[str], heads: Sequence[str]) -> tuple[Value, ...]:
    cells: list[Value] = []
    missing = []
    for name, head in zip(names, heads, strict=True):
        now, last = each.now.get(name), each.last.get(name)
        cells += [_shown(now), _shown(last)]
        cells.append(Change(now, last).difference if now and last else None)
        absent = [year for year, figure in (("本年", now), ("上年", last)) if figure is None]
        if absent and not head.startswith(_OF_WHICH):
            missing.append(f"{head}{'、'.join(absent)}")
    if each.state is not State.PUBLISHED:
        note = each.state.value
    else:
        note = f"没有读到：{'；'.join(missing)}" if missing else ""
    return (each.title, *cells, note)


def _shown(figure: Figure | None) -> Value:
    return figure.shown if figure else None
