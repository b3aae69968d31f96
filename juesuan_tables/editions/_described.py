"""An edition in words: where it comes from, what was not seen, and what an officer must fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.editions._outline import Attached
from juesuan_tables.editions._said import readable
from juesuan_tables.terms import chinese_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from juesuan_tables.editions import Edition
    from juesuan_tables.editions._outline import Section

ASKED: dict[str, Callable[[Section], Iterable[str]]] = {
    "要填上年数的指标": lambda section: section.last_year,
    "不必填变动原因的指标": lambda section: section.unexplained,
    "要与预算比较的指标": lambda section: section.budgets,
    "要填用途的指标": lambda section: section.purposes,
    "填了才印用途的指标": lambda section: section.further_purposes,
    "必须填写的文字": lambda section: section.texts,
    "填了才印的文字": lambda section: section.further_texts,
    "必须填写的其他数据": lambda section: section.measures,
    "填了才印的其他数据": lambda section: section.further_measures,
}
"""What a section asks for, by what it is called."""


def called(name: str) -> str:
    """Return the Chinese name of a figure, table, topic or measure."""
    return chinese_figure(name) if name.isascii() else str(name)


def described(edition: Edition) -> Iterator[str]:
    """Yield lines about an edition: its source, its forms, and what its explanation asks for."""
    yield f"{edition.id}  {edition.authority}，{edition.from_year}年度起，核对日期 {edition.checked_on}"
    yield f"来源：{edition.source.strip()}"
    yield from filter(None, [edition.remarks])
    yield ""
    yield "表："
    for form in edition.forms:
        number = f"{form.number} " if form.number else ""
        yield f"  {number}{form.title}"
        if not form.verified:
            yield f"    未经官方文件核对：{form.doubt}"
    yield ""
    yield "情况说明要用到的："
    for section in edition.sections:
        needs = [f"    {what}：{_names(of(section))}" for what, of in ASKED.items() if of(section)]
        if section.topic:
            needs.insert(
                0, f"    {'填了才印' if section.optional else '必须填写'}的文字：{section.topic}"
            )
        if section.members:
            needs.insert(0, "    所属单位")
        if section.attached is Attached.PROJECT:
            needs.insert(0, "    专项：填了才附，每个专项一份")
        if section.on:
            needs.insert(0, f"    填了才附的文字：{section.on}")
        if needs:
            yield f"  {readable(section.title)}"
            yield from needs


def _names(names: Iterable[str]) -> str:
    return "、".join(map(called, names))
