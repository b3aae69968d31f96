"""The tables articulate, whatever the facts and in whatever order they come."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import strategies
from golden_files import golden
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import juesuan_tables as jt

if TYPE_CHECKING:
    from pathlib import Path

SUMMARY, EXPENDITURE, GENERAL, APPROPRIATION, BASIC, THREE, FUND = (
    "income_expenditure_summary",
    "expenditure",
    "general_budget_expenditure",
    "appropriation_summary",
    "general_budget_basic",
    "three_public",
    "government_fund",
)


def _amounts(report: jt.Report, table: str) -> dict[tuple[str, str], Decimal]:
    """Return the exact amounts of a table by row and column."""
    figures = report.tables[table].figures
    return {(n.split(".")[1], n.split(".")[2]): figure.amount for n, figure in figures.items()}


@given(strategies.accounts())
def test_income_and_expenditure_balance(accounts: jt.Accounts) -> None:
    """收入总计 and 支出总计 are equal, and each the sum of the lines above it."""
    amount = {row: a for (row, _), a in _amounts(jt.build_report(accounts), SUMMARY).items()}
    income = [row for row in amount if row.endswith(("_income", "_subsidy", "_subordinates"))]

    assert amount["income_subtotal"] == sum(amount[row] for row in income)
    assert amount["expenditure_subtotal"] == sum(a for row, a in amount.items() if row.isdigit())
    assert amount["income_total"] == amount["expenditure_total"]
    assert amount["income_total"] == (
        amount["income_subtotal"] + amount["used_surplus"] + amount["opening_balance"]
    )


@given(strategies.accounts())
def test_rows_add_up_across_and_down(accounts: jt.Accounts) -> None:
    """A row is the sum of its columns; 合计, 类 and 款 are the sums of what stands below them."""
    report = jt.build_report(accounts)

    for table in ("income", EXPENDITURE, GENERAL):
        amount = _amounts(report, table)
        rows = {row for row, _ in amount}
        columns = {column for _, column in amount}
        for row in rows:
            parts = columns - {"total"}
            assert amount[row, "total"] == sum(amount[row, column] for column in parts)
            below = [r for r in rows if r.isdigit() and _above(r) == row]
            for column in columns if below else ():
                assert amount[row, column] == sum(amount[r, column] for r in below)


def _above(row: str) -> str:
    return row[:-2] if len(row) > 3 else "total"


@given(strategies.accounts())
def test_each_fund_rolls_forward(accounts: jt.Accounts) -> None:
    """年初＋收入＝支出＋年末, for each appropriation, and for each subject where the form prints it."""
    report = jt.build_report(accounts)
    appropriation, spent = _amounts(report, APPROPRIATION), Decimal(0)

    for fund in strategies.funds(report.edition):
        opening = appropriation[f"opening_{fund.key}", "amount"]
        income = appropriation[f"{fund.key}_income", "amount"]
        assert appropriation["expenditure_total", fund.key] == opening + income
        amount = _amounts(report, strategies.TABLE_OF_FUND[fund])
        for row in {row for row, _ in amount}:
            assert amount[row, "total"] == amount[row, "basic"] + amount[row, "project"]
            if (row, "closing_balance") in amount:
                came = amount[row, "opening_balance"] + amount[row, "income_subtotal"]
                assert came == amount[row, "total"] + amount[row, "closing_balance"]
        spent += amount["total", "total"]
    assert appropriation["expenditure_subtotal", "total"] == spent


@given(strategies.accounts())
def test_basic_spending_is_the_same_by_function_and_by_economic_subject(
    accounts: jt.Accounts,
) -> None:
    """人员经费 and 公用经费 together are 基本支出; each 类 is the sum of its 款."""
    report = jt.build_report(accounts)
    basic = {row: amount for (row, _), amount in _amounts(report, BASIC).items()}

    assert (
        basic["personnel"] + basic["running_costs"] == (_amounts(report, GENERAL)["total", "basic"])
    )
    assert basic["personnel"] == basic["301"] + basic["303"]
    for row in [row for row in basic if row.isdecimal() and len(row) == 3]:
        assert basic[row] == sum(basic[r] for r in basic if r.startswith(row) and len(r) == 5)


@given(strategies.accounts())
def test_three_public_holds_the_facts_of_its_funds_and_stages_alone(accounts: jt.Accounts) -> None:
    """合计＝出国＋用车＋接待, 用车＝购置＋运行, in budget and outturn; what the title excludes is out."""
    report = jt.build_report(accounts)
    amount = _amounts(report, THREE)
    form = report.edition.form(THREE)
    assert form

    assert {row for row, _ in amount} == {form.stage.key, "outturn"}
    for stage in (form.stage, jt.Stage.OUTTURN):
        facts = [f for f in accounts.three_public if f.stage is stage and f.fund in form.funds]
        for item in jt.ThreePublicItem:
            spent = sum(fact.amount for fact in facts if fact.item is item)
            assert amount[stage.key, item.key] == spent
        assert amount[stage.key, "total"] == sum(fact.amount for fact in facts)
        assert amount[stage.key, "vehicles"] == (
            amount[stage.key, "vehicle_purchase"] + amount[stage.key, "vehicle_running"]
        )


@given(strategies.accounts())
def test_every_printed_figure_is_explained_down_to_its_facts(accounts: jt.Accounts) -> None:
    """The leaves of a figure are facts, and they add up to it exactly."""
    report = jt.build_report(accounts)

    for figure in report.figures.values():
        assert sum((leaf.amount for leaf in _leaves(figure)), Decimal(0)) == figure.amount
        assert all(leaf.label for leaf in _leaves(figure))
        assert figure.explain()[0].startswith(figure.label)


def _leaves(figure: jt.Figure) -> list[jt.Figure]:
    return [leaf for part in figure.parts for leaf in _leaves(part)] if figure.parts else [figure]


def test_every_printed_figure_of_the_examples_names_its_sources(
    lusong: jt.Report, whole: jt.Report
) -> None:
    """However it was added up, each line without parts of an explanation names file and record."""
    for report in (lusong, whole):
        for paragraph in jt.narrate(report).paragraphs:
            for quotation in paragraph.quotations:
                for name in quotation.figures:
                    _assert_sourced(report, name)
        for table in report.tables.values():
            for name in table.figures:
                _assert_sourced(report, name)


def _assert_sourced(report: jt.Report, name: str) -> None:
    year, _, last = name.partition("@")
    lines = report.prior[year].explain() if last else report.explain(year)
    depths = [len(line) - len(line.lstrip()) for line in lines] + [0]
    for line, depth, following in zip(lines, depths, depths[1:], strict=False):
        empty = line.lstrip().split("：")[-1].startswith("0")
        assert following > depth or ".yaml " in line or empty, line


@given(strategies.accounts())
def test_tables_agree_with_one_another(accounts: jt.Accounts) -> None:
    """支出决算表 repeats the summary's classes and total; the general budget lies within it."""
    report = jt.build_report(accounts)
    summary = _amounts(report, SUMMARY)
    expenditure, general = _amounts(report, EXPENDITURE), _amounts(report, GENERAL)

    assert expenditure["total", "total"] == summary["expenditure_subtotal", "amount"]
    for row, column in summary:
        if row.isdigit():
            assert summary[row, column] == expenditure.get((row, "total"), 0)
    for place, amount in general.items():
        assert amount <= expenditure[place]


@given(strategies.accounts())
def test_consistent_accounts_have_no_finding_but_missing_reasons(accounts: jt.Accounts) -> None:
    """What is consistent is never called wrong; only a reason that nobody gave is asked for."""
    findings = jt.check(jt.build_report(accounts))

    assert {f.rule for f in findings if f.severity is jt.Severity.ERROR} <= {"reason-missing"}
    identities = {relation.id for relation in jt.RELATIONS if " <= " not in relation.formula}
    hints = {"basic-housing-subject"}  # the strategy does not know that rule
    assert {f.rule for f in findings} & (identities - hints) == set()


@given(strategies.accounts(), st.integers())
def test_the_order_of_facts_does_not_matter(accounts: jt.Accounts, seed: int) -> None:
    """Facts in any order give the same tables, the same text and the same bytes."""

    def order(facts: list[Any]) -> list[Any]:
        return random.Random(seed).sample(facts, len(facts))  # noqa: S311 a shuffle

    one, other = (
        jt.build_report(facts) for facts in (accounts, strategies.shuffled(accounts, order))
    )

    assert one.figures == other.figures
    assert jt.text(one) == jt.text(other)
    assert one.tables == other.tables


@given(
    st.sampled_from(jt.edition_ids()).flatmap(
        lambda edition: st.tuples(strategies.accounts(edition), strategies.accounts(edition))
    )
)
def test_tables_of_joined_facts_are_the_sums_of_their_tables(
    units: tuple[jt.Accounts, jt.Accounts],
) -> None:
    """Every figure of two units' facts together is the sum of the units' figures."""
    one, other = units
    facts = {name: getattr(one, name) + getattr(other, name) for name in _ADDED}
    joined = jt.build_report(one.model_copy(update=facts))

    apart = [jt.build_report(accounts).figures for accounts in (one, other)]

    for table in joined.tables.values():
        for name, figure in table.figures.items():
            parts = [figures[name].amount for figures in apart if name in figures]
            assert figure.amount == sum(parts)


_ADDED = ("income", "expenditure", "economic_expenditure", "balances", "three_public")


@given(accounts=strategies.accounts())
def test_the_workbook_read_back_gives_the_same_numbers(accounts: jt.Accounts) -> None:
    """Every cell of every sheet holds what its table prints, numbers as numbers, text as text."""
    report = jt.build_report(accounts)

    book = load_workbook(_file(jt.workbook(report)))

    assert book.sheetnames == [table.title for table in report.tables.values()]
    for table in report.tables.values():
        for number, row in enumerate(table.as_printed().rows, start=1):
            for cell in row:
                read = book[table.title].cell(number, cell.column + 1).value
                shown = f"{read:.2f}" if isinstance(read, int | float) else read or ""
                assert shown == cell.text


def _file(content: bytes) -> Any:  # noqa: ANN401 what openpyxl takes
    import io  # noqa: PLC0415

    return io.BytesIO(content)


def test_the_tables_of_both_examples_are_as_read_and_approved(
    lusong: jt.Report, whole: jt.Report
) -> None:
    """The golden text of each table was read; the first unit's compared with its publication."""
    for unit, report in (("lusong", lusong), ("whole", whole)):
        for name, table in report.tables.items():
            golden(f"{unit}-2018-{name}.txt", table.to_text())


def test_the_made_up_unit_leaves_no_amount_column_empty_and_no_two_facts_alike(
    whole: jt.Report,
) -> None:
    """So a wrong column shows in the golden files."""
    for table in whole.tables.values():
        columns = {name.split(".")[2] for name in table.figures}
        filled = {name.split(".")[2] for name, figure in table.figures.items() if figure.shown}
        assert columns == filled, table.title
    income = [fact.amount for fact in whole.accounts.income]
    spent = [fact.amount for fact in whole.accounts.expenditure]
    assert len(set(income + spent)) == len(income) + len(spent)


def test_a_subject_without_facts_has_no_row_and_a_row_read_back_as_zero_has(
    example: Path,
) -> None:
    """A row follows the facts: an exact zero makes none, a cell read off a page as 0.00 does."""
    facts = jt.load_accounts(example).model_copy(
        update={
            "expenditure": (
                _spending("2010301", amount=Decimal(0)),
                _spending("2010302", amount=Decimal(0), margin=Decimal(50)),
            )
        }
    )

    rows = jt.build_report(facts).tables[EXPENDITURE].row_labels

    assert list(rows) == ["total", "201", "20103", "2010302"]


def _spending(subject: str, **amount: Decimal) -> jt.Expenditure:
    fund, nature = jt.Fund.GENERAL_PUBLIC_BUDGET, jt.Nature.BASIC
    return jt.Expenditure(subject=subject, fund=fund, nature=nature, **amount)


def test_an_amount_stated_on_a_category_is_kept_beside_its_items(example: Path) -> None:
    """What was not broken down still counts in the 类 and in 合计, and explains itself."""
    facts = jt.load_accounts(example).model_copy(
        update={
            "expenditure": (
                _spending("201", amount=Decimal(1000)),
                _spending("2010301", amount=Decimal(500)),
            )
        }
    )

    figure = jt.build_report(facts).figures["expenditure.201.basic"]

    assert figure.amount == Decimal(1500)
    assert any("未分到下级科目" in line for line in figure.explain())


def test_a_structural_blank_is_never_an_amount(whole: jt.Report) -> None:
    """The lines that only fill a side of a form print nothing, whatever zeros print as."""
    table = whole.tables[APPROPRIATION]

    blanks = [c for row in table.rows for c in row if c.role is jt.Role.AMOUNT and c.value is None]
    assert len(blanks) == 21 + 2 * 3
    assert {cell.text for cell in blanks} == {""}


def test_an_empty_table_says_so_below_its_grid(lusong: jt.Report, whole: jt.Report) -> None:
    """The statement stands on the table without facts, and on no other."""
    said = (
        "说明：株洲市芦淞区政务服务中心2018年度没有政府性基金预算财政拨款收入和支出，故本表无数据。"
    )

    assert lusong.tables[FUND].rows[-1][0].text == said
    assert "故本表无数据" not in whole.tables[FUND].to_text()


def test_what_a_form_has_no_place_for_is_refused_all_at_once(example: Path) -> None:
    """A class, an economic subject and a fund that the forms lack: three problems, each located."""
    accounts = jt.load_accounts(example)
    facts = accounts.model_copy(
        update={
            "expenditure": (_spending("2240101", amount=Decimal(1)),),
            "economic_expenditure": (
                jt.EconomicExpenditure(economic_subject="30901", amount=1, source="明细第1条"),
            ),
            "income": (
                jt.Income(
                    subject="2010301",
                    kind=jt.IncomeKind.STATE_CAPITAL_INCOME,
                    amount=1,
                    source="收入第1条",
                ),
            ),
        }
    )

    with pytest.raises(jt.InputError) as caught:
        jt.build_report(facts)

    assert [problem.where for problem in caught.value.problems] == [
        "记录",
        "收入第1条",
        "明细第1条",
    ]
    assert "本表样没有“国有资本经营预算财政拨款收入”一栏，1.00 元没有地方可印" in str(caught.value)


@pytest.mark.parametrize("fund", [jt.Fund.GENERAL_PUBLIC_BUDGET, jt.Fund.GOVERNMENT_FUND])
def test_an_appropriation_pays_for_basic_and_project_spending_only(
    example: Path, fund: jt.Fund
) -> None:
    """经营支出 from an appropriation, and 结余分配 of one, have no column anywhere."""
    spent = jt.Expenditure(
        subject="2010301", nature=jt.Nature.OPERATING, fund=fund, amount=5, source="支出第1条"
    )
    kept = jt.Balance(kind=jt.BalanceKind.SURPLUS_DISTRIBUTION, fund=fund, amount=5)
    changes = {"expenditure": (spent,), "balances": (kept,)}

    with pytest.raises(jt.InputError) as caught:
        jt.build_report(jt.load_accounts(example).model_copy(update=changes))

    assert f"支出第1条：“{fund}”没有“经营支出”，5.00 元没有地方可印，应为基本支出或项目支出" in str(
        caught.value
    )
    assert f"“{fund}”没有“结余分配”，资金性质应为非财政拨款" in str(caught.value)
