"""What of a department is neither figures of tables nor totals: edition, names, budgets, projects."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.consolidation._sources import told
from juesuan_tables.errors import Problem, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.consolidation._units import Group
    from juesuan_tables.model import Budget, Project

_LISTED = 5


def edition(group: Group) -> tuple[str | None, list[Problem]]:
    """Return the edition that the department names, else the one that all units name."""
    if group.own and group.own.edition:
        return group.own.edition, []
    named: defaultdict[str, list[str]] = defaultdict(list)
    for each in group.added:
        if each.edition:
            named[each.edition].append(each.unit)
    if len(named) > 1:
        said = "；".join(f"{each}（{'、'.join(who[:3])}）" for each, who in named.items())
        what = f"各单位填的表样不同：{shortened(said, 200)}"
        return None, [Problem(f"{group.unit} 表样", what, "部门按哪个表样，请用 -e 指定")]
    return next(iter(named), None), []


def names(group: Group) -> tuple[dict[str, str], list[Problem]]:
    """Return the names of codes: the department's, else what most units call them."""
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in group.added:
        for code, name in each.names.items():
            said[code][name] += 1
    own = group.own.names if group.own else {}
    chosen = {code: min(each, key=lambda n: (-each[n], n)) for code, each in said.items()} | own
    differ = [code for code in sorted(said) if len(said[code]) > 1 and code not in own]
    notices = [
        Problem(
            f"{group.unit} 科目名称",
            f"{code} 各单位填的名称不同：{'、'.join(sorted(said[code]))}，采用了“{chosen[code]}”",
            "请核对并改成一致",
        )
        for code in differ
    ]
    return {code: chosen[code] for code in sorted(chosen)}, notices


def budgets(group: Group) -> tuple[tuple[Budget, ...], list[Problem]]:
    """Return the budgets, but not of what a unit spent on without saying its budget."""
    lacking: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    stages = {(b.subject, b.fund, b.stage) for each in group.added for b in each.budgets}
    for each in group.added:
        stated = {(budget.subject, budget.fund, budget.stage) for budget in each.budgets}
        spent = {(fact.subject, fact.fund) for fact in each.expenditure if fact.exists}
        for key in stages - stated:
            if key[:2] in spent:
                lacking[key].append(each.unit)
    kept = tuple(
        told(each, budget)
        for each in group.added
        for budget in each.budgets
        if (budget.subject, budget.fund, budget.stage) not in lacking
    )
    by_units: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for (subject, fund, stage), who in sorted(lacking.items()):
        by_units[*who].append(f"{subject} {fund}{stage}")
    return kept, [*_left_out(group, "预算", by_units)]


def _left_out(
    group: Group, what: str, by_units: dict[tuple[str, ...], list[str]]
) -> Iterator[Problem]:
    """Yield what was not added up since some units say nothing of it, once for the same units."""
    for who, items in by_units.items():
        more = f"等{len(items)}项" if len(items) > _LISTED else ""
        listed = "、".join(items[:_LISTED])
        says = f"{shortened('、'.join(who), 100)}没有填{listed}{more}，部门数没有相加"
        yield Problem(f"{group.unit} {what}", says, "请在这些单位的文件里补填，没有的填0")


def projects(group: Group) -> tuple[Project, ...]:
    """Return the projects of all units; of several of one name, each says whose it is.

    What the department itself says of a project takes the place of what its unit says.
    """
    own = group.own.projects if group.own else ()
    said = {project.question for project in own}
    named = Counter(project.question for each in group.added for project in each.projects)
    found = [*own]
    for each in group.added:
        for project in each.projects:
            if project.question not in said:
                alike = named[project.question] > 1
                name = f"{project.name}（{each.unit}）" if alike else project.name
                found.append(told(each, project).model_copy(update={"name": name}))
    return tuple(found)
