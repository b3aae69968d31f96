"""The cases of ``rule_cases.yaml``: a change to the made-up unit, and what the rules then say.

A change is a mapping in the words of the input file, laid over ``examples/whole-2018.yaml``:

- a field such as 年度 replaces the example's; 科目名称 and the like replace single names;
- a record of a list replaces those with the same identity (everything but what it states, see
  ``SAID``) or is added; one given twice is there twice;
- 删去 maps a list to parts of the records to take out, or to none to take out all; of a mapping
  it lists names;
- 限额 and 严重程度 are what a ``--rules`` file holds;
- 表上印作 takes every figure as printed and lets the named cells print another number in 万元:
  what our own tables cannot get wrong, somebody else's can;
- 缺表 leaves tables out.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import juesuan_tables as jt
from juesuan_tables import strict_yaml
from juesuan_tables.terms import TABLES, english_figure

if TYPE_CHECKING:
    from juesuan_tables.strict_yaml import Tree

HERE = Path(__file__).parent
WAN = 10_000
SAID = {"金额", "误差", "出处", "数值", "内容", "资金额", "资金使用", "文字"}
"""What a record says; everything else is what it speaks of."""
SETTINGS = ("限额", "严重程度")
OURS = {"删去", "表上印作", "缺表", *SETTINGS}
Change: TypeAlias = "dict[str, Tree]"


@cache
def cases() -> list[dict[str, Tree]]:
    """Return every entry of the file: 规则, 触发, 不触发."""
    document = strict_yaml.read(HERE / "rule_cases.yaml")
    document.raise_problems()
    return [_mapping(entry) for entry in _list(document.tree)]


@cache
def _example() -> dict[str, Tree]:
    return _mapping(strict_yaml.read(HERE.parent / "examples" / "whole-2018.yaml").tree)


def case(rule: str, which: str) -> Change:
    """Return the change that triggers a rule (触发), or the one that just does not (不触发)."""
    return next(_mapping(entry[which]) for entry in cases() if entry["规则"] == rule)


def findings(change: Change, folder: Path) -> list[jt.Finding]:
    """Return what is found in the example so changed; the files for it are put into a folder."""
    accounts, rules = folder / "changed.yaml", folder / "rules.yaml"
    accounts.write_text(json.dumps(changed(change)), encoding="utf-8")  # JSON is YAML
    settings = {name: change[name] for name in SETTINGS if name in change}
    rules.write_text(json.dumps(settings), encoding="utf-8")
    report = jt.build_report(jt.load_accounts(accounts))
    if cells := _mapping(change.get("表上印作", {})):
        report = _printed(report, cells)
    report = _without(report, [str(title) for title in _list(change.get("缺表", []))])
    return jt.check(report, settings=jt.load_settings(rules))


def changed(change: Change) -> dict[str, Tree]:
    """Return the example's tree with the change laid over it."""
    tree = dict(_example())
    for section, parts in _mapping(change.get("删去", {})).items():
        tree[section] = _less(tree[section], _list(parts))
    for section, value in change.items():
        if section not in OURS:
            tree[section] = _laid_over(tree.get(section, ""), value, section)
    return tree


def _less(section: Tree, parts: list[Tree]) -> Tree:
    """Return a section without what is named, each of which must be there; none means all."""
    if isinstance(section, dict):
        assert {*parts} <= section.keys(), f"the example has not all of {parts}"
        return {name: value for name, value in section.items() if name not in parts}
    for part in parts:
        assert any(_like(record, part) for record in section), f"the example has no {part}"
    if not parts:
        return []
    return [record for record in section if not any(_like(record, part) for part in parts)]


def _like(record: Tree, part: Tree) -> bool:
    """Return whether a record holds all that a part of one does."""
    return _mapping(part).items() <= _mapping(record).items()


def _laid_over(section: Tree, value: Tree, name: str) -> Tree:
    """Return a section with its new records, names or text instead of those of the example."""
    if isinstance(value, dict):
        return {**_mapping(section), **value}
    if isinstance(value, list):
        new = [_identity(record, name) for record in value]
        kept = [each for each in _list(section) if _identity(each, name) not in new]
        return [*kept, *value]
    return value


def _identity(record: Tree, section: str) -> Change:
    """Return what a record speaks of, without what it says of it."""
    said = {"类别"} if section == "所属单位" else SAID
    return {name: value for name, value in _mapping(record).items() if name not in said}


def _printed(report: jt.Report, cells: dict[str, Tree]) -> jt.Report:
    """Return the report as a reader knows it, with other numbers in some cells."""
    figures = {name: figure.as_printed() for name, figure in report.figures.items()}
    for name, wan in cells.items():
        figure = english_figure(name)
        figures[figure] = replace(figures[figure], amount=Decimal(str(wan)) * WAN)
    return replace(report, figures=figures)


def _without(report: jt.Report, titles: list[str]) -> jt.Report:
    """Return the report without some of its tables."""
    gone = {name for name, title in TABLES.items() if title in titles}
    assert len(gone) == len(titles), f"there are not all of {titles}"
    tables = {name: grid for name, grid in report.tables.items() if name not in gone}
    figures = {n: f for n, f in report.figures.items() if n.partition(".")[0] not in gone}
    return replace(report, tables=tables, figures=figures)


def _mapping(tree: Tree) -> dict[str, Tree]:
    assert isinstance(tree, dict), f"no mapping: {tree}"
    return tree


def _list(tree: Tree) -> list[Tree]:
    assert isinstance(tree, list | str), f"no list: {tree}"
    assert not isinstance(tree, str) or not tree, f"no list: {tree}"
    return tree if isinstance(tree, list) else []
