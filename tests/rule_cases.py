"""Cases of rules as an officer would write them: the made-up unit, with a few records changed."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import juesuan_tables as jt
from juesuan_tables import strict_yaml
from juesuan_tables.addresses import IN_NO_FORM
from juesuan_tables.checks.settings import settings_from
from juesuan_tables.editions.catalogue import Entry
from juesuan_tables.inputs._door import accounts_from
from juesuan_tables.terms import english_figure

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
VALUES = {"金额", "数值", "内容", "出处", "资金额", "资金使用", "绩效指标", "文字"}
"""The fields of a record that do not tell which record it is."""
Change = dict[str, Any]


def cases() -> dict[str, tuple[Change, Change]]:
    """Return for every rule the change that breaks it and the one that just does not."""
    tree: Any = strict_yaml.read(HERE / "rule_cases.yaml").tree
    return {case["规则"]: (_change_of(case, "触发"), _change_of(case, "不触发")) for case in tree}


def _change_of(case: Change, part: str) -> Change:
    example = {"例": case["例"]} if "例" in case else {}
    return example | (case[part] or {})


def findings(change: Change) -> list[jt.Finding]:
    """Return what is found in the made-up unit after a change."""
    change = deepcopy(change)
    printed = change.pop("表上印作", {})
    missing = change.pop("缺表", [])
    settings = settings_from(strict_yaml.Document("设置", change.pop("审核设置", "")), _ids())
    official = [Entry(code, name) for code, name in change.pop("官方目录", {}).items()]
    example = EXAMPLES / f"{change.pop('例', 'whole-2018')}.yaml"
    tree: Any = deepcopy(strict_yaml.read(example).tree)
    _remove(tree, change.pop("删去", {}))
    for name, value in change.items():
        _change(tree, name, value)
    catalogue = jt.Catalogue(tuple(official), official="目录.csv") if official else None
    accounts = accounts_from(strict_yaml.Document("某局.yaml", tree))
    report = jt.build_report(accounts, catalogue=catalogue)
    if printed:
        report = _as_printed(report, printed)
    kept = {n: table for n, table in report.tables.items() if table.title not in missing}
    assert len(kept) == len(report.tables) - len(missing)
    figures = {n: f for n, f in report.figures.items() if n.split(".")[0] in {*kept, *IN_NO_FORM}}
    return jt.check(replace(report, tables=kept, figures=figures), settings=settings)


def _ids() -> list[str]:
    return [rule.id for rule in jt.RULES]


def _change(tree: Any, name: str, value: Any) -> None:  # noqa: ANN401 YAML
    """Replace a value; in a list, the record about the same thing, or add one."""
    if isinstance(value, dict):
        tree[name] = {**tree.get(name, {}), **value}
        return
    if not isinstance(value, list):
        tree[name] = value
        return
    records = tree.setdefault(name, [])
    for record in value:
        same = [number for number, each in enumerate(records) if _about(each) == _about(record)]
        if same:
            records[same[0]] = record
        else:
            records.append(record)


def _about(record: Change) -> Change:
    """Return the fields that say which record it is."""
    return {name: value for name, value in record.items() if name not in VALUES}


def _remove(tree: Any, sections: Change) -> None:  # noqa: ANN401 YAML
    """Take records away: those that have the named fields, or all of a section."""
    for name, parts in sections.items():
        for part in parts:
            assert any(part.items() <= record.items() for record in tree[name]), part
        tree[name] = [
            record
            for record in tree[name]
            if parts and not any(part.items() <= record.items() for part in parts)
        ]


def _as_printed(report: jt.Report, cells: Change) -> jt.Report:
    """Return the report as a reader knows it, with other numbers, in 万元, in some cells."""
    figures = {name: figure.as_printed() for name, figure in report.figures.items()}
    for chinese, wan in cells.items():
        name = english_figure(chinese)
        amount = jt.Stated(figure=name, period=jt.Period.THIS_YEAR, amount=_yuan(wan)).amount
        figures[name] = replace(figures[name], amount=amount)
    return replace(report, figures=figures)


def _yuan(wan: str) -> str:
    """Return an amount printed in 万元 with two decimals as 元."""
    whole, _, cents = wan.partition(".")
    return f"{whole}{cents}00"
