"""Guidance on the sheets of amounts: totals, what follows from other sheets, what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import TABLE_OF_FUND
from juesuan_tables.figure import add
from juesuan_tables.inputs.fill_in import sheets
from juesuan_tables.terms import APPROPRIATIONS, BalanceKind, Fund, Nature, Stage, ThreePublicItem
from juesuan_tables.writers.fill_in._page import two_decimals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from juesuan_tables.editions import Edition
    from juesuan_tables.inputs.draft import Draft
    from juesuan_tables.writers.fill_in._lines import Line
    from juesuan_tables.writers.fill_in._page import Page


APPROPRIATED = tuple(Fund)[:3]
KIND_OF_FUND = dict(zip(APPROPRIATED, APPROPRIATIONS, strict=True))
CODE = "科目编码"


def spending_columns(fund: Fund) -> tuple[str, str]:
    """Return the headings under which a fund's 基本 and 项目支出 stand."""
    found = {
        column.fixed["nature"]: column.title
        for column in sheets.EXPENDITURE.stating
        if column.fixed.get("fund") is fund
    }
    return found[Nature.BASIC], found[Nature.PROJECT]


def expenditure(page: Page, edition: Edition) -> None:
    """Add up each line, tell whose its budget is, and ask for the budgets that are compared."""
    compared = {name.split(".")[0] for each in edition.sections for name in each.budgets}
    natures = [c.title for c in sheets.EXPENDITURE.stating if c.record == "expenditure"]
    for index, line, row in page.each():
        at = {title: page.at(title, index) for title in row}
        row["合计"].formula = f"SUM({at[natures[0]]}:{at[natures[-1]]})"
        if "fund" not in line.given:
            row["预算资金性质"].formula, row["预算资金性质"].lines = _fund_formula(at), 2
        fund = _fund_of(line)
        table = TABLE_OF_FUND.get(fund) if fund else None
        stage = edition.stage(table or TABLE_OF_FUND[Fund.GENERAL_PUBLIC_BUDGET])
        if table in compared:
            row[stage.value].ask()
        elif not line.given:
            code = f"${page.letter(CODE)}{{r}}"
            row[stage.value].ask(need=f'IF({code}="",0,IF({{at}}="",1,0))', waits=False)
    if page.rows and not page.lines[0].given:
        page.rows[0][CODE].ask()


def _fund_formula(at: Mapping[str, str]) -> str:
    """Return the formula that tells a budget's fund from what the line spent."""
    fund, capital = (spending_columns(fund) for fund in APPROPRIATED[1:])
    sums = [f"SUM({at[basic]},{at[project]})" for basic, project in (fund, capital)]
    general, *others = (f'"{fund}"' for fund in APPROPRIATED)
    inner = f"IF({sums[0]}<>0,{others[0]},IF({sums[1]}<>0,{others[1]},{general}))"
    return f'IF({at[CODE]}="","",{inner})'


def _fund_of(line: Line) -> Fund | None:
    """Return the appropriation that a line is of, None where it is of none."""
    if "fund" in line.given:
        return Fund(line.given["fund"])
    for fund in APPROPRIATED:
        if any(title in line.stated for title in spending_columns(fund)):
            return fund
    return None


def income(page: Page, spent: Page, carried: Page, draft: Draft) -> None:
    """Add up each line; where income is not known, derive what was appropriated.

    The spare lines of both sheets, as many on either, go together.
    """
    names = draft.fields.get("names", {})
    kinds = [column.title for column in sheets.INCOME.stating if column.record == "income"]
    derived = "income" not in draft.fields
    spare = len(spent.rows) - len(page.rows)
    carrier = _carrier(page, draft)
    for index, line, row in page.each():
        at = {title: page.at(title, index) for title in row}
        row["合计"].formula = f"SUM({at[kinds[0]]}:{at[kinds[-1]]})"
        code = line.given.get("subject")
        row["科目名称"].value = names.get(code)
        if not derived:
            continue
        if code is None:
            for title in (CODE, "科目名称"):
                source = spent.ref(title, index + spare)
                row[title].formula = f'IF({source}="","",{source})'
        for fund in APPROPRIATED:
            title = KIND_OF_FUND[fund].value
            above = f"{page.letter(title)}{page.heads}:{page.letter(title)}{page.heads + index}"
            entry, amount = row[title], _received(spent, carried, at[CODE], fund, above)
            entry.formula = f'IF({at[CODE]}="","",IF({amount}=0,"",{amount}))'
            carries = index == carrier
            known = _amount_received(draft, code, fund, carries=carries) if code else None
            entry.computed = f"{known:f}" if known else ""


def _carrier(page: Page, draft: Draft) -> int | None:
    """Return the first line that the general public budget paid for, as far as is known."""
    fund = Fund.GENERAL_PUBLIC_BUDGET
    for index, line, _ in page.each():
        code = line.given.get("subject")
        if code and _amount_received(draft, code, fund, carries=False):
            return index
    return None


def _received(spent: Page, carried: Page, code: str, fund: Fund, above: str) -> str:
    """Return the formula of what must have come in: what was spent, and what more is left.

    What is left of the general public budget is known in one number: it goes to the first line
    that it paid for, which is the one with nothing in the column ``above`` it.
    """
    codes = spent.span(CODE)
    parts = [f"SUMIF({codes},{code},{spent.span(title)})" for title in spending_columns(fund)]
    closing, opening = (kind.value for kind in (*sheets.BALANCES_NEEDED[::-1],))
    if fund is not Fund.GENERAL_PUBLIC_BUDGET:
        left = (f"SUMIF({carried.span(CODE)},{code},{carried.span(t)})" for t in (closing, opening))
        return "ROUND({}+{}+{}-{},2)".format(*parts, *left)
    whose = carried.span("资金性质")
    left = (f'SUMIF({whose},"{fund}",{carried.span(title)})' for title in (closing, opening))
    once = "IF({}+{}=0,0,IF(SUM({})=0,{}-{},0))".format(*parts, above, *left)
    return "ROUND({}+{}+{},2)".format(*parts, once)


def _amount_received(draft: Draft, code: str, fund: Fund, *, carries: bool) -> Decimal:
    """Return what the formula of ``_received`` computes to."""
    general = fund is Fund.GENERAL_PUBLIC_BUDGET
    natures = (Nature.BASIC, Nature.PROJECT)
    spent = (
        fact.amount
        for fact in draft.fields.get("expenditure", ())
        if (fact.subject, fact.fund) == (code, fund) and fact.nature in natures
    )
    opening = BalanceKind.OPENING_BALANCE
    left = (
        fact.amount.copy_negate() if fact.kind is opening else fact.amount
        for fact in draft.fields.get("balances", ())
        if fact.kind in sheets.BALANCES_NEEDED
        and ((general and carries and fact.fund is fund) or (not general and fact.subject == code))
    )
    return add((*spent, *left))


def balances(page: Page, draft: Draft) -> None:
    """Name the subjects, and ask for what is carried over in one number."""
    names = draft.fields.get("names", {})
    stated = {(each.fund, each.kind) for each in draft.fields.get("balances", ())}
    for _, line, row in page.each():
        row["科目名称"].value = names.get(line.given.get("subject"))
        fund = line.given.get("fund")
        if line.fixed and fund in sheets.CARRIED:
            for kind in sheets.BALANCES_NEEDED:
                if (fund, kind) not in stated or kind.value in line.stated:
                    row[kind.value].ask()


def basic(page: Page, edition: Edition, draft: Draft) -> None:
    """Name the sections, and add up each category beside its first section."""
    names = draft.fields.get("names", {}) | section_names(edition)
    firsts: dict[str, list[int]] = {}
    for index, line, row in page.each():
        code = line.given.get("economic_subject")
        row["经济科目名称"].value = names.get(code)
        if code and line.fixed:
            firsts.setdefault(code[:3], []).append(index)
    for category, indices in firsts.items():
        row = page.rows[indices[0]]
        row["类"].value = f"{category} {names.get(category, '')}".strip()
        first, last = (page.at("金额", index) for index in (indices[0], indices[-1]))
        row["类的合计"].formula = f"SUM({first}:{last})"


def section_names(edition: Edition) -> dict[str, str]:
    """Return the categories and sections of basic spending that an edition prints, by code."""
    form = edition.form("general_budget_basic")
    lines = (line for block in form.blocks for line in block.lines) if form else ()
    return {line.key: line.label for line in lines if line.key and line.key.isdecimal()}


def three_public(page: Page, last_year: Page, edition: Edition) -> None:
    """Ask for budget and outturn, and show last year's."""
    stages = (edition.stage("three_public"), Stage.OUTTURN)
    measures(page, last_year, edition, "数量")
    for _, line, row in page.each():
        if "item" not in line.given:
            for column in page.layout.stating:
                if column.record == "three_public" and column.title in row:
                    row[column.title].open = False
        elif line.fixed:
            for stage in stages:
                row[f"{stage}数"].ask()
            figure = f"three_public.outturn.{line.given['item'].key}"
            row["上年决算数"].formula = shown_from(last_year, figure)
    index = page.find(item=ThreePublicItem.VEHICLE_PURCHASE)
    both = last_year.find(figure="three_public.outturn.vehicles")
    if index is not None and both is not None and not page.rows[index]["上年决算数"].formula:
        source = last_year.ref("上年数", both)
        entry, shown = page.rows[index]["上年决算数"], two_decimals(source)
        entry.formula, entry.lines = f'IF({source}="","","购置及运行共"&{shown})', 2


def shown_from(last_year: Page, figure: str) -> str:
    """Return the formula that shows last year's figure, nothing where nobody asks for it."""
    index = last_year.find(figure=figure)
    if index is None:
        return ""
    source = last_year.ref("上年数", index)
    return f'IF({source}="","",{source})'


def measures(page: Page, last_year: Page, edition: Edition, title: str = "数值") -> None:
    """Show the units, ask for what the explanation cannot do without, and show last year's."""
    for _, line, row in page.each():
        key = line.given.get("key")
        row[title].open = key is not None
        if key is None:
            continue
        row["单位"].value, row[title].unit = key.unit, key.unit
        if key in (*edition.measures, *edition.vehicles):
            row[title].ask()
        column = "amount" if key.unit == "元" else "value"
        shown = "上年数" if title == "数值" else "上年数量"
        row[shown].formula = shown_from(last_year, f"measures.{key.key}.{column}")
