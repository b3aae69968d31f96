"""The Shanghai wording of what the oracle demands: each sentence as it must stand, word for word.

It knows the official wording and shares no code with the templates. Years are 今年 and 去年, as
``prose_reader.Explanation`` reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import oracle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import juesuan_tables as jt


def wan(hundredths: int) -> str:
    """Return an amount as printed."""
    return f"{decimal(hundredths)}万元"


def percent(hundredths: int) -> str:
    """Return a rate as printed."""
    return f"{decimal(hundredths)}%"


def decimal(hundredths: int) -> str:
    """Return a number with two decimals."""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def change(said: oracle.Comparison) -> str:
    """Return the size of a change: 增加49.41万元，增长15.88%."""
    assert said.amount is not None
    rate = "" if said.rate is None else f"，{said.kind[2:]}{percent(said.rate)}"
    return f"{said.kind[:2]}{wan(said.amount)}{rate}"


def differs(said: oracle.Comparison) -> bool:
    """Return whether a change has a size."""
    return said.kind[:2] in {"增加", "减少"}


def new(accounts: jt.Accounts) -> str:
    """Return what is said instead of any comparison with last year."""
    return f"{oracle.this_unit(accounts)}为今年新设，无上年数据。"


def compared(accounts: jt.Accounts, now: int, figure: str, subject: str) -> str:
    """Return the sentences that compare a figure with last year's."""
    said = oracle.comparison(accounts, now, figure)
    if said.kind == "新设":
        return new(accounts)
    if said.kind == "无上年数":
        return ""
    if not differs(said):
        both = "" if said.amount is None else f"，均为{wan(said.amount)}"
        return f"{subject}与去年度持平{both}。"
    reason = f"主要原因：{said.reason}。" if said.reason else ""
    return f"与去年度相比，{subject}{change(said)}。{reason}"


def beside(item: oracle.Item) -> str:
    """Return an outturn beside its budget."""
    initial = "" if item.initial is None else f"年初预算为{wan(item.initial)}，"
    return f"{initial}{item.stage}为{wan(item.budget)}，支出决算为{wan(item.outturn)}"


def which_is_more(item: oracle.Item) -> str:
    """Return the sentence that says which of the two is larger, and why."""
    if item.words == "持平":
        return f"决算数与{item.stage}数持平。"
    reason = f"的主要原因：{item.reason}" if item.reason else ""
    return f"决算数{item.words}{item.stage}数{reason}。"


def completed(item: oracle.Item, of: str) -> str:
    """Return the rate of completion, where there is one."""
    return "" if item.completion is None else f"，完成{of}的{percent(item.completion)}"


def items(accounts: jt.Accounts, said: Mapping[str, oracle.Item]) -> list[str]:
    """Return a paragraph for every 项, numbered."""
    classes = oracle.edition(accounts).class_names
    names = accounts.names
    found = []
    for place, (code, item) in enumerate(said.items(), start=1):
        subject = f"{classes[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）"
        used = f"主要用于：{item.purpose}。" if item.purpose else ""
        found.append(f"{place}、{subject}。{used}{beside(item)}。{which_is_more(item)}")
    return found
