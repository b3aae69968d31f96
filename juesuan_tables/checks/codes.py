"""Whether codes and names are those of the catalogue: what it does not know proves nobody wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.checks._evidence import Check
from juesuan_tables.checks._words import noted
from juesuan_tables.editions.catalogue import Status
from juesuan_tables.findings import Severity
from juesuan_tables.subjects import above
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding
    from juesuan_tables.model import Balance, Budget, Expenditure, Income


def nameless_codes(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require a name for every code that a table or the explanation prints."""
    accounts = evidence.accounts
    grids = evidence.tables.values()
    rows = {row for grid in grids for row, label in grid.row_labels.items() if row == label}
    budgeted = {budget.subject for budget in accounts.budgets if budget.exists}
    used = {use.economic_subject for project in accounts.projects for use in project.uses}
    rows |= (budgeted | above(budgeted) | used) - accounts.names.keys()
    suggested = evidence.catalogue.suggested_names(accounts.year)
    for row in sorted(rows):
        hint = f"，建议名称“{suggested[row]}”（{Status.RECALLED}）" if row in suggested else ""
        message = (
            f"科目 {row}：没有科目名称，表和说明中只印了编码。"
            f"请在“科目名称”中填写 {row} 的名称{hint}。"
        )
        yield noted(message, row=row, printed=row)


def other_names(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out names that are not those of the edition or of a catalogue that is sure of them."""
    printed = _printed_names(evidence)
    year = evidence.accounts.year
    known = evidence.catalogue.of(year)
    for code, name in evidence.stated_names.items():
        entry = known.get(code)
        if code in printed:
            right, what = printed[code], f"本表样印作“{printed[code]}”。表上以表样为准"
        elif entry and entry.verified(year):
            right = entry.name
            what = f"{year}年度的科目目录是“{right}”（{entry.evidence}）。表上印所填的名称"
        else:
            continue
        if name != right:
            message = f"科目名称 {code}：填的是“{name}”，{what}，请核对编码和名称。"
            yield noted(message, row=code, printed=name, expected=right)


def filled_names(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Say which names were filled in that no document of the year has shown, all at once."""
    year = evidence.accounts.year
    used = _used_codes(evidence)
    named = evidence.stated_names.keys() | _printed_names(evidence).keys()
    known = evidence.catalogue.of(year)
    filled = [known[code] for code in sorted((used | above(used)) - named) if code in known]
    doubtful = [entry for entry in filled if not entry.witnessed(year)]
    if doubtful:
        names = "、".join(f"{each.code} {each.name}（{each.evidence}）" for each in doubtful)
        message = (
            f"科目名称：{len(doubtful)}个没有填写，按科目目录填入，但没有见到{year}年度的依据："
            f"{names}。请对照{year}年政府收支分类科目核对，不同的写在“科目名称”里。"
        )
        yield noted(message)


def unknown_codes(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Say which codes no catalogue has, all at once; the shipped one is far from whole."""
    catalogue, year = evidence.catalogue, evidence.accounts.year
    known = catalogue.of(year).keys() | _printed_names(evidence).keys()
    unknown = "、".join(sorted(_used_codes(evidence) - known))
    if not unknown:
        return
    if catalogue.official:
        where = f"不在官方目录 {catalogue.official} 的{year}年度科目中，自带的科目目录也没有"
        advice = "请核对编码"
    else:
        where = "不在自带的科目目录中，目录只收有公开文件可查的科目，并不齐全"
        advice = f"请对照{year}年政府收支分类科目核对编码，也可以用 --catalogue 指定官方目录"
    yield noted(f"科目编码：{unknown} {where}。{advice}。")


def _printed_names(evidence: Evidence) -> dict[str, str]:
    """Return the names that the edition prints itself, by code."""
    edition = evidence.edition
    lines = (line for form in edition.forms for block in form.blocks for line in block.lines)
    printed = {line.key: line.label for line in lines if line.key and line.key.isdecimal()}
    return printed | edition.class_names


def _used_codes(evidence: Evidence) -> set[str]:
    """Return the codes on which facts stand."""
    accounts = evidence.accounts
    facts: tuple[Income | Expenditure | Balance | Budget, ...] = (
        *accounts.income,
        *accounts.expenditure,
        *accounts.balances,
        *accounts.budgets,
    )
    functional = {fact.subject for fact in facts if fact.exists and fact.subject}
    details = accounts.economic_expenditure
    uses = (use for project in accounts.projects for use in project.uses)
    return (
        functional
        | {fact.economic_subject for fact in details if fact.exists}
        | {use.economic_subject for use in uses if use.amount}
    )


_SUBJECTS = "政府收支分类科目"
CHECKS = (
    Check(
        "code-name",
        "每个科目编码都有名称",
        _SUBJECTS,
        Severity.ERROR,
        nameless_codes,
        Dimension.COMPLETENESS,
    ),
    Check(
        "code-name-differs",
        "科目名称与表样、科目目录一致",
        _SUBJECTS,
        Severity.ADVISORY,
        other_names,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "code-name-filled",
        "按科目目录填入的名称有当年的依据",
        _SUBJECTS,
        Severity.ADVISORY,
        filled_names,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "code-unknown",
        "科目编码在科目目录之中",
        _SUBJECTS,
        Severity.ADVISORY,
        unknown_codes,
        Dimension.TRUTHFULNESS,
    ),
)
