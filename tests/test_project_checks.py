"""What is said of 专项 agrees with itself, with 项目支出, and with what is published."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from strategies_parts import amounts, names

import juesuan_tables as jt

ECONOMIC = ("30103", "30201", "30218", "31007")
RULES = {rule.id: rule for rule in jt.RULES}
CENT = Decimal("0.01")


def _with(report: jt.Report, **changes: object) -> jt.Report:
    """Return the report of the same facts with others in some fields."""
    fields = {name: getattr(report.accounts, name) for name in jt.Accounts.model_fields}
    return jt.build_report(jt.Accounts(**fields | changes), report.edition)


def _found(report: jt.Report, *rules: str) -> list[str]:
    """Return the messages of some rules."""
    return [str(finding) for finding in jt.check(report, [RULES[rule] for rule in rules])]


@st.composite
def _projects(draw: st.DrawFn) -> list[jt.Project]:
    """Draw projects that were spent to the last cent, some on one economic subject twice."""
    drawn = []
    for name in draw(st.lists(names, unique=True, min_size=1, max_size=4)):
        codes = draw(st.lists(st.sampled_from(ECONOMIC), max_size=4))
        uses = [jt.Use(economic_subject=code, amount=draw(amounts)) for code in codes]
        spent = sum((use.amount for use in uses), Decimal(0)) if uses else draw(amounts)
        drawn.append(jt.Project(name=name, funds=spent, uses=uses))
    return drawn


@given(_projects(), st.data())
def test_any_change_of_what_a_project_used_is_found_where_it_is(
    lusong: jt.Report, projects: list[jt.Project], data: st.DataObject
) -> None:
    """A 分 more for any use is told of that project alone, by its name; no change, no finding."""
    assert _found(_with(lusong, projects=projects), "project-uses") == []

    spent = [number for number, project in enumerate(projects) if project.uses]
    if not spent:
        return
    which = data.draw(st.sampled_from(spent))
    project = projects[which]
    first = project.uses[0].model_copy(update={"amount": project.uses[0].amount + CENT})
    projects[which] = project.model_copy(update={"uses": (first, *project.uses[1:])})

    (finding,) = jt.check(_with(lusong, projects=projects), [RULES["project-uses"]])

    assert (finding.table, finding.row, finding.column) == ("专项", project.name, "资金额")
    assert finding.message.startswith(f"专项 {project.name} 资金额：填的是 ")
    assert finding.difference == "0.01元"


@given(_projects(), st.sampled_from((-1, 0, 1)))
def test_the_projects_together_are_set_beside_project_expenditure(
    lusong: jt.Report, projects: list[jt.Project], beside: int
) -> None:
    """One 分 above is an error, one below a hint; where uses are missing, the funds count."""
    total = sum((project.funds for project in projects), Decimal(0))
    spent = jt.Expenditure(
        subject="2010301",
        nature=jt.Nature.PROJECT,
        fund=jt.Fund.GENERAL_PUBLIC_BUDGET,
        amount=total + beside * CENT,
    )
    report = _with(lusong, projects=projects, expenditure=[spent])

    told = jt.check(report, [RULES["project-total"], RULES["project-total-below"]])

    rules = {-1: ["project-total"], 0: [], 1: ["project-total-below"]}
    assert [finding.rule for finding in told] == rules[beside]


def test_the_2018_publication_is_told_that_its_projects_exceed_its_project_expenditure(
    lusong: jt.Report,
) -> None:
    """100.30 against 94.30: the only error of a publication that nobody had checked for it."""
    errors = [f for f in jt.check(lusong) if f.severity is jt.Severity.ERROR]

    (said,) = map(str, errors)
    assert said == (
        "错误 专项 合计 资金使用：各专项合计 100.30万元，大于支出决算表的项目支出 94.30万元，多 6.00万元。"
        "请核对各专项的资金使用和项目支出。[project-total]"
    )


def test_the_codes_of_uses_are_looked_up_like_all_others(lusong: jt.Report) -> None:
    """Without a name a code would stand in the report; one that no list has is pointed out."""
    use = jt.Use(economic_subject="39977", amount=1)
    project = jt.Project(name="某项目", funds=1, uses=[use])
    before = _found(lusong, "code-name", "code-unknown")

    nameless = _with(lusong, projects=[project])
    named = _with(lusong, projects=[project], names={**lusong.stated_names, "39977": "某支出"})

    assert before == []
    assert [line for line in _found(nameless, "code-name") if "39977" in line]
    assert _found(named, "code-name") == []
    assert [line for line in _found(named, "code-unknown") if "39977" in line]


def test_what_no_report_prints_is_said_to_be_of_no_use(lusong: jt.Report) -> None:
    """An own edition without reports: projects and the goals are printed nowhere, or asked for."""
    edition = lusong.edition.reporting((), projects=False)
    empty = jt.Project(name="某项目", funds=1)
    projects = [*lusong.accounts.projects, empty]
    accounts = lusong.accounts.model_copy(update={"projects": tuple(projects)})

    told = _found(jt.build_report(accounts, edition), "fact-unused", "note-unused", *_OF_REPORTS)

    assert len(told) == 3
    assert (
        "专项第1条、第2条、第3条、第4条、第5条：专项（本表样不附绩效自评报告）没有用到" in told[0]
    )
    assert "整体支出绩效目标完成情况：本表样的情况说明不写这一主题" in told[1]
    assert "没有附任何绩效报告" in told[2]


_OF_REPORTS = (
    "project-empty",
    "project-text-missing",
    "project-evaluated",
    "performance-reports",
)


def test_all_that_a_project_lacks_is_said_at_once(lusong: jt.Report) -> None:
    """A line a project; who said nothing at all is asked once, too."""
    effect = {jt.ProjectText.PROJECT_EFFECT: "好"}
    projects = [
        jt.Project(name="甲项目", funds=1, texts=effect),
        jt.Project(name="乙项目", funds=1, texts={jt.ProjectText.PROJECT_GOAL: " "}),
    ]

    told = _found(_with(lusong, projects=projects), *_OF_REPORTS)

    empty, wanting = told
    assert empty == (
        "错误 专项 乙项目：只填了资金额，没有资金使用、绩效指标和文字，绩效自评报告里只有标题。"
        "请补充，没有绩效自评报告的请删去这一条。[project-empty]"
    )
    assert wanting == (
        "错误 专项 甲项目：没有填写项目用途、绩效目标、组织实施情况、完成情况，绩效自评报告没有写出。"
        "请在“专项”的“文字”（填报表：“专项”）中补充。[project-text-missing]"
    )


def test_a_report_that_is_not_published_asks_for_nothing(whole_of_nine: jt.Report) -> None:
    """Shanghai's department speaks of its offices in that report alone."""
    goals = jt.Note(kind=jt.NoteKind.STATEMENT, topic=jt.Topic.OVERALL_GOALS, text="目标完成。")

    asked = [
        [
            line
            for line in _found(_with(whole_of_nine, notes=notes), "text-missing")
            if "内设机构" in line
        ]
        for notes in ((), (goals,))
    ]

    assert [len(each) for each in asked] == [0, 1]
