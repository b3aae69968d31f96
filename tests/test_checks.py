"""Every rule finds its breach, and keeps silent where there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import juesuan_tables as jt

if TYPE_CHECKING:
    from pathlib import Path


def test_the_example_has_only_the_findings_that_its_head_names(lusong: jt.Report) -> None:
    """The real input, as we chose its amounts, is consistent; the findings are the publication's."""
    found = {finding.rule: finding.severity for finding in jt.check(lusong)}

    hints = dict.fromkeys(
        ("basic-pension-subject", "reason-repeated", "approval-missing"), jt.Severity.ADVISORY
    )
    assert found == {"project-total": jt.Severity.ERROR, **hints}


def test_of_the_made_up_unit_only_what_is_not_at_hand_is_said(whole: jt.Report) -> None:
    """No list of codes, no tables of its units. It is the base of every rule's case."""
    found = {finding.rule: finding.severity for finding in jt.check(whole)}

    assert found == {
        "code-unknown": jt.Severity.ADVISORY,  # the shipped catalogue is far from whole
        "members-rollup": jt.Severity.UNASSESSABLE,
        "project-total-below": jt.Severity.ADVISORY,  # two of its projects report
    }


def _rules(report: jt.Report, **changes: Any) -> dict[str, jt.Finding]:  # noqa: ANN401 fields
    """Return the findings, by rule, that come of replacing some fields of the accounts."""
    known = jt.check(report)
    accounts = report.accounts.model_copy(update=changes)
    found = [finding for finding in jt.check(jt.build_report(accounts)) if finding not in known]
    return {finding.rule: finding for finding in found}


def _stated(figure: str, amount: str, source: str = "") -> jt.Stated:
    return jt.Stated(figure=figure, amount=amount, period=jt.Period.THIS_YEAR, source=source)


def test_a_stated_total_that_differs_is_an_error_that_names_both(lusong: jt.Report) -> None:
    """The message has place, both numbers, the source of the other, the gap, and what to do."""
    stated = _stated("expenditure.total.total", "3605550", "财决04表.xlsx!C5")

    finding = _rules(lusong, stated=(*lusong.accounts.stated, stated))["stated-total"]

    assert str(finding) == (
        "错误 支出决算表 合计 本年支出合计：本表 360.59万元，原表合计 360.56万元"
        "（财决04表.xlsx!C5），比原表多 0.03万元。请核对该项下的明细。[stated-total]"
    )
    assert (finding.printed, finding.expected) == ("360.59万元", "360.56万元")


def test_a_stated_total_that_agrees_is_silent(lusong: jt.Report) -> None:
    """The same total to the 分 raises nothing."""
    stated = (
        *lusong.accounts.stated,
        _stated("expenditure.total.total", "3605850"),
    )

    assert _rules(lusong, stated=stated) == {}


def test_a_figure_that_no_table_has_is_pointed_out(lusong: jt.Report) -> None:
    """A total stated for a column that does not exist would otherwise never be compared."""
    stated = (*lusong.accounts.stated, _stated("expenditure.total.amount", "3605850", "某表第1条"))

    finding = _rules(lusong, stated=stated)["figure-unknown"]

    assert finding.message == (
        "某表第1条 支出决算表.合计.金额：支出决算表没有这一行或这一栏，"
        "栏有：合计、基本支出、项目支出、上缴上级支出、经营支出、对附属单位补助支出。请改正“指标”。"
    )


def test_a_budget_above_its_items_is_pointed_out_and_needs_no_reason(lusong: jt.Report) -> None:
    """The explanation speaks of the lowest subjects, so what stands above them is in no sentence."""
    budget = lusong.accounts.budgets[0].model_copy(
        update={"subject": "20103", "amount": Decimal(5)}
    )

    found = _rules(lusong, budgets=(budget, *lusong.accounts.budgets))

    assert "level-mixed" in found
    assert "reason-missing" not in found
    assert "填在 20103 上，它的下级科目也填了数" in found["level-mixed"].message


def test_spending_above_a_budgeted_item_is_not_lost_in_silence(lusong: jt.Report) -> None:
    """Spending on a 款 whose budget stands on its 项 would otherwise be in no sentence."""
    (first, *_) = lusong.accounts.expenditure
    spent = first.model_copy(update={"subject": "20103"})

    assert "level-mixed" in _rules(lusong, expenditure=(spent,))


def test_an_unbalanced_year_is_an_error(lusong: jt.Report) -> None:
    """Money that came in must have gone out or be carried over."""
    closing = jt.Balance(
        kind=jt.BalanceKind.CLOSING_BALANCE, fund=jt.Fund.NON_APPROPRIATION, amount=5000
    )

    finding = _rules(lusong, balances=(closing,))["summary-balances"]

    assert finding.message == (
        "收入支出决算总表 收入总计：本表 360.59万元，应为 361.09万元"
        "（收入总计＝支出总计），少 0.50万元。请核对年初、年末结转结余和各项收支。"
    )


def test_what_the_explanation_lacks_is_asked_for(lusong: jt.Report) -> None:
    """Missing budgets, last year's totals and reasons are errors that say where to put them."""
    found = _rules(lusong, budgets=(), stated=())

    assert found.keys() == {"budget-missing", "prior-missing"}
    assert all(finding.severity is jt.Severity.ERROR for finding in found.values())
    assert _rules(lusong, notes=()).keys() == {"reason-missing", "text-missing"}


def test_a_budgeted_code_needs_a_name_and_a_class_too(lusong: jt.Report) -> None:
    """The explanation prints it, although no table does."""
    budget = lusong.accounts.budgets[-1].model_copy(update={"subject": "2050101"})

    found = _rules(lusong, budgets=(*lusong.accounts.budgets, budget))

    assert "请在“科目名称”中填写 2050101 的名称" in found["code-name"].message
    other = budget.model_copy(update={"subject": "2300601"})
    with pytest.raises(jt.InputError, match="230"):
        _rules(lusong, budgets=(*lusong.accounts.budgets, other))


def test_a_zero_budget_below_hides_no_missing_reason(lusong: jt.Report) -> None:
    """Only a budget that the explanation speaks of makes the 款 above it fall silent."""
    first, budget = lusong.accounts.expenditure[0], lusong.accounts.budgets[-1]
    spent = first.model_copy(update={"subject": "20103"})
    budgets = [
        budget.model_copy(update={"subject": code, "amount": Decimal(amount)})
        for code, amount in (("20103", 5), ("2010301", 0))
    ]

    found = _rules(lusong, expenditure=(spent,), budgets=tuple(budgets))

    assert found["reason-missing"].row == "政府办公厅（室）及相关机构事务"


def test_the_edition_names_the_classes(lusong: jt.Report) -> None:
    """公开01表 prints the edition's names, so the other tables do too."""
    accounts = lusong.accounts.model_copy(update={"names": {"201": "教育支出"}})

    assert jt.build_report(accounts).tables["expenditure"].row_labels["201"] == "一般公共服务支出"


def test_a_new_unit_needs_no_last_year(lusong: jt.Report) -> None:
    """新设 is declared, and then nothing is compared; reasons for changes are of no use."""
    assert _rules(lusong, stated=(), newly_established=True).keys() == {"note-unused"}
    kept = [n for n in lusong.accounts.notes if n.kind is not jt.NoteKind.CHANGE_REASON]
    assert _rules(lusong, stated=(), newly_established=True, notes=tuple(kept)) == {}


def test_a_negative_amount_is_worth_a_look(lusong: jt.Report) -> None:
    """Corrections of earlier years may be negative, so it is only 提示."""
    facts = [fact.model_copy(update={"amount": -fact.amount}) for fact in lusong.accounts.income]

    finding = _rules(lusong, income=tuple(facts))["negative-amount"]

    assert finding.severity is jt.Severity.ADVISORY


def test_records_that_say_the_same_twice_are_pointed_out(lusong: jt.Report) -> None:
    """They add up, which may be meant; so it is only 提示, with the place of each."""
    *others, first = lusong.accounts.budgets
    again = first.model_copy(update={"source": "预算第99条"})

    finding = _rules(lusong, budgets=(first, again, *others))["record-twice"]

    assert finding.severity is jt.Severity.ADVISORY
    assert f"{first.source}、预算第99条：2条记录完全相同" in finding.message


def test_a_new_unit_with_last_years_totals_is_worth_a_look(lusong: jt.Report) -> None:
    """新设 and a last year contradict each other; nothing is compared."""
    assert _rules(lusong, newly_established=True).keys() == {"new-with-prior", "note-unused"}


def test_an_older_form_for_a_newer_year_is_said(lusong: jt.Report) -> None:
    """Nobody has checked the form of that year; the report says which one was used."""
    finding = _rules(lusong, year=2025)["edition-year"]

    assert finding.message.startswith("2025年度表样未核对，沿用2018年度的mof-2018。")


def test_ones_own_checks_take_the_place_of_ours(lusong: jt.Report) -> None:
    """``jt.check(report, checks=…)`` runs what it is given and nothing else."""
    finding = jt.Finding(rule="mine", severity=jt.Severity.ADVISORY, message="看一看。")
    advisory = jt.Severity.ADVISORY
    own = jt.Check("mine", "自己的规则", "自定", advisory, lambda _evidence, _limits: [finding])

    assert jt.check(lusong, checks=[own]) == [finding]


def test_a_finding_about_one_number_prints_it_and_expects_nothing(lusong: jt.Report) -> None:
    """The fields of 审核报告.json are empty where there is nothing to say."""
    facts = [fact.model_copy(update={"amount": -fact.amount}) for fact in lusong.accounts.income]

    finding = _rules(lusong, income=tuple(facts))["negative-amount"]

    assert finding.printed
    assert finding.printed.startswith("-")
    assert (finding.expected, finding.difference) == (None, None)


def test_a_limit_per_guest_needs_guests_and_an_amount(whole: jt.Report) -> None:
    """Where nobody was counted, or nothing was spent, nothing can be divided."""
    settings = jt.Settings(limits=jt.Limits(cost_per_guest=Decimal(1)))
    accounts = whole.accounts
    none = [m.model_copy(update={"value": Decimal(0)}) for m in accounts.measures]
    for changes in (
        {"measures": ()},
        {"measures": tuple(none)},
        {"three_public": ()},
    ):
        report = jt.build_report(accounts.model_copy(update=changes))
        rules = {finding.rule for finding in jt.check(report, settings=settings)}
        assert "reception-cost" not in rules
    assert "reception-cost" in {f.rule for f in jt.check(whole, settings=settings)}
    assert "reception-cost" not in {f.rule for f in jt.check(whole)}


def _all(report: jt.Report, rule: str, **changes: Any) -> list[jt.Finding]:  # noqa: ANN401 fields
    """Return every finding of one rule after replacing some fields of the accounts."""
    changed = jt.build_report(report.accounts.model_copy(update=changes))
    return [finding for finding in jt.check(changed) if finding.rule == rule]


def test_every_negative_item_is_pointed_out_and_none_of_its_sums(whole: jt.Report) -> None:
    """Two items of two 类 in two tables: four lowest cells, whatever stands above them."""
    facts = [
        fact.model_copy(update={"amount": -fact.amount})
        if fact.subject in {"2050803", "2080501"}
        else fact
        for fact in whole.accounts.expenditure
    ]

    found = _all(whole, "negative-amount", expenditure=tuple(facts))

    rows = [f.row for f in found if f.table == "支出决算表" and f.column != "本年支出合计"]
    assert {"培训支出", "归口管理的行政单位离退休"} <= set(rows)
    assert "合计" not in rows


@pytest.mark.parametrize(
    ("amount", "said"),
    [("5000", "小于通常的 1.00万元"), ("9999999999999.99", "大于通常的 1000000.00万元")],
)
def test_an_unusual_size_says_on_which_side_it_lies(
    whole: jt.Report, amount: str, said: str
) -> None:
    """A file typed in 万元 is too small, one with digits too many too large."""
    kind = jt.IncomeKind.OTHER_INCOME
    income = (jt.Income(subject="2010305", kind=kind, amount=amount),)

    (finding,) = _all(whole, "magnitude", income=income, balances=(), expenditure=())

    assert said in finding.message


@pytest.mark.parametrize("figure", ["measures.vehicles_kept.amount", "measures.basic.amount"])
def test_a_measure_that_is_no_amount_is_an_unknown_figure(whole: jt.Report, figure: str) -> None:
    """Only amounts of 其他数据 can be stated totals or have reasons."""
    stated = _stated(figure, "1", "原表合计第9条")

    (finding,) = _all(whole, "figure-unknown", stated=(*whole.accounts.stated, stated))

    assert finding.message.startswith("原表合计第9条 其他数据.")


def test_a_fact_without_a_source_is_called_a_record(whole: jt.Report) -> None:
    """Facts made in Python need no source; the message still has a subject."""
    budget = jt.Budget(
        subject="20103",
        fund=jt.Fund.GENERAL_PUBLIC_BUDGET,
        stage=jt.Stage.INITIAL_BUDGET,
        amount=1,
        source="",
    )
    late = budget.model_copy(update={"stage": jt.Stage.FULL_YEAR_BUDGET})
    budgets = (*whole.accounts.budgets, budget, late)

    for rule in ("level-mixed", "fact-unused"):
        (finding,) = _all(whole, rule, budgets=budgets)
        assert finding.message.startswith("记录：")
    named = budget.model_copy(update={"source": "预算第9条"})
    (finding,) = _all(whole, "level-mixed", budgets=(*whole.accounts.budgets, named))
    assert finding.message.startswith("预算第9条：")


def test_administration_is_pointed_out_once_an_item(whole: jt.Report) -> None:
    """The 合计 of the row stands for its columns."""
    members = (jt.Unit(name="某馆", kind=jt.UnitKind.INSTITUTION),)

    (finding,) = _all(whole, "administration", members=members)

    assert (finding.row, finding.column) == ("行政运行", "本年支出合计")


def _measured(report: jt.Report, **values: int) -> tuple[jt.Measure, ...]:
    """Return the measures of a report with some values replaced."""
    changed = {jt.MeasureKey[name]: Decimal(value) for name, value in values.items()}
    kept = [each for each in report.accounts.measures if each.key not in changed]
    return (*kept, *(jt.Measure(key=key, value=value) for key, value in changed.items()))


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("行政单位", "行政单位"), set()),
        (("行政单位", "参公事业单位"), set()),
        (("行政单位", "事业单位"), {"operating-cost-mixed"}),
        ((), {"unit-kind-unknown"}),
        (("事业单位",), {"operating-cost-institution"}),
    ],
)
def test_all_running_costs_are_operating_costs_only_without_institutions(
    whole: jt.Report, kinds: tuple[str, ...], said: set[str]
) -> None:
    """机关运行经费 equal to 公用经费 is right for 行政 and 参公 units alone."""
    running = whole.figures["general_budget_basic.running_costs.amount"].amount
    cost = jt.Measure(key=jt.MeasureKey.AGENCY_OPERATING_COST, value=running)
    others = [m for m in whole.accounts.measures if m.key is not cost.key]
    changes: dict[str, Any] = {
        "members": tuple(jt.Unit(name=f"某{n}", kind=kind) for n, kind in enumerate(kinds)),
        "measures": (*others, cost),
    }

    rules = {f.rule for f in jt.check(jt.build_report(whole.accounts.model_copy(update=changes)))}

    about_cost = {"operating-cost-mixed", "operating-cost-equal", "operating-cost-institution"}
    assert rules & (about_cost | {"unit-kind-unknown"}) == said


def test_a_lower_operating_cost_is_no_question_where_the_kinds_are_unknown(
    whole: jt.Report,
) -> None:
    """Nobody said that all units are 行政."""
    assert _all(whole, "operating-cost-equal", members=()) == []


def test_ratings_that_do_not_add_up_say_by_how_many(whole: jt.Report) -> None:
    """61 evaluated, 63 rated: two too many; unrated projects are no contradiction."""
    (finding,) = _all(whole, "performance-ratings", measures=_measured(whole, RATED_EXCELLENT=28))

    assert "合计 63个，应相等，差 2。" in finding.message
    some = [m for m in whole.accounts.measures if m.key is not jt.MeasureKey.RATED_FAILED]
    assert _all(whole, "performance-ratings", measures=tuple(some)) == []


@pytest.mark.parametrize(("number", "found"), [(0, 0), (1, 1)])
def test_a_low_average_of_excellent_projects_needs_a_project(
    whole: jt.Report, number: int, found: int
) -> None:
    """One project rated 优 with 88.36 is worth a look; none is not."""
    ratings = {"RATED_GOOD": 0, "RATED_PASSED": 0, "RATED_FAILED": 0}
    measures = _measured(whole, PROJECTS_EVALUATED=number, RATED_EXCELLENT=number, **ratings)

    assert len(_all(whole, "performance-score", measures=measures)) == found


def test_an_item_of_which_only_the_class_is_disclosed_is_not_said_to_be_unspent() -> None:
    """已脱密: 10万元 stand on the 类, the budget on an item; no sentence says that nothing was spent."""
    general = {"fund": jt.Fund.GENERAL_PUBLIC_BUDGET}
    spent = {"subject": "201", "nature": jt.Nature.PROJECT, "amount": "100000"}
    budget = {"subject": "2010301", "stage": jt.Stage.INITIAL_BUDGET, "amount": "80000"}
    for edition in jt.edition_ids():
        accounts = jt.Accounts(
            unit="某局",
            entity=jt.Entity.SINGLE_UNIT,
            year=2024,
            edition=edition,
            declassified=True,
            expenditure=[spent | general],
            budgets=[budget | general],
        )

        text = jt.text(jt.build_report(accounts)).decode()

        assert "支出决算为10.00万元" in text
        assert "支出决算为0.00万元" not in text.partition("六、")[0]


def test_vehicles_of_another_years_categories_are_refused_with_what_the_total_lacks(
    example: Path,
) -> None:
    """They are in no total, so the published number of vehicles would be too small."""
    report = jt.build_report(jt.load_accounts(example.with_name("whole-2018.yaml")), "mof-2019")

    (finding,) = (each for each in jt.check(report) if each.rule == "vehicle-category")

    assert finding.severity is jt.Severity.ERROR
    assert "车辆总数少计 12辆" in finding.message
    assert "第9条、第10条、第11条" in finding.message


def test_a_refund_below_zero_breaks_no_bound() -> None:
    """公务接待费 of −0.60万元 beside no 30217 accuses nobody."""
    (bound,) = (each for each in jt.RELATIONS if each.id == "three-public-reception-subject")
    refund = jt.ThreePublic(
        item=jt.ThreePublicItem.RECEPTION,
        fund=jt.Fund.GENERAL_PUBLIC_BUDGET,
        stage=jt.Stage.OUTTURN,
        amount="-6000",
    )
    accounts = jt.Accounts(
        unit="某局",
        entity=jt.Entity.SINGLE_UNIT,
        year=2018,
        edition="mof-2018",
        three_public=[refund],
    )

    assert jt.check(jt.build_report(accounts), [bound]) == []
