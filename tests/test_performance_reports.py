"""第五部分: every report that is attached says what the facts say, and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import strategies
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from strategies_parts import amounts, names

import juesuan_tables as jt
from juesuan_tables.figure import Figure

OVERALL = jt.Topic.OVERALL_GOALS
TEXTS = st.text("甲乙丙丁。，\n", max_size=12).map(str.strip)
PUT_IN = re.compile(r"投入专项资金(-?\d+\.\d\d)万元。")
USE = re.compile(r"(\D+?)(-?\d+\.\d\d)万元")


@st.composite
def projects(draw: st.DrawFn) -> tuple[jt.Project, ...]:
    """Draw projects, some spent to the last cent and some not, with texts or without."""
    drawn = []
    for name in draw(st.lists(names, unique=True, min_size=1, max_size=4)):
        codes = draw(st.lists(st.sampled_from(("30103", "30201", "30218", "31007")), max_size=4))
        uses = [jt.Use(economic_subject=code, amount=draw(amounts)) for code in codes]
        spent = sum((use.amount for use in uses), Decimal(0))
        texts = {key: draw(TEXTS) for key in draw(st.sets(st.sampled_from(jt.ProjectText)))}
        drawn.append(
            jt.Project(
                name=name,
                funds=draw(st.one_of(amounts, st.just(spent))),
                uses=uses,
                texts=texts,
            )
        )
    return tuple(drawn)


def _with(accounts: jt.Accounts, **changes: object) -> jt.Accounts:
    fields = {name: getattr(accounts, name) for name in type(accounts).model_fields}
    return jt.Accounts(**fields | changes)


def _reports(prose: jt.Prose) -> dict[str, list[str]]:
    """Return the paragraphs of every heading of level 1, by its text."""
    found: dict[str, list[str]] = {}
    for block in prose.blocks:
        if isinstance(block, jt.Heading) and block.level == 1:
            under = found.setdefault(block.text, [])
        elif isinstance(block, jt.Paragraph):
            under.append(block.text)
    return found


def _wan(amount: Decimal) -> str:
    return f"{Figure('', amount).shown:.2f}"


@given(strategies.accounts(), projects())
def test_a_report_says_of_each_project_what_was_put_in_and_used(
    accounts: jt.Accounts, drawn: tuple[jt.Project, ...]
) -> None:
    """One report a project, in the unit's order; its amounts are those of the facts, rounded once."""
    report = jt.build_report(_with(accounts, projects=drawn))

    found = {t: lines for t, lines in _reports(jt.narrate(report)).items() if "自评报告" in t}

    titles = [f"{accounts.unit}{accounts.year}年度{p.name}专项资金绩效自评报告" for p in drawn]
    assert [*found] == titles
    for project, lines in zip(drawn, found.values(), strict=True):
        (put_in,) = [m[1] for line in lines if (m := PUT_IN.fullmatch(line))]
        assert put_in == _wan(project.funds)
        uses = [line.removeprefix("使用情况：") for line in lines if line.startswith("使用情况：")]
        assert len(uses) == bool(project.uses)
        by_code: dict[str, Decimal] = {}
        for use in project.uses:
            by_code[use.economic_subject] = (
                by_code.get(use.economic_subject, Decimal(0)) + use.amount
            )
        printed = USE.findall(uses[0]) if uses else []
        said = {name.lstrip("，"): amount for name, amount in printed}
        total = said.pop("合计", None)
        assert sorted(said.values()) == sorted(map(_wan, by_code.values()))
        assert total == (_wan(sum(by_code.values(), Decimal(0))) if len(by_code) > 1 else None)


@given(strategies.accounts(), projects())
def test_a_report_prints_what_the_unit_said_and_a_heading_for_what_it_did_not(
    accounts: jt.Accounts, drawn: tuple[jt.Project, ...]
) -> None:
    """Each line of each text is a paragraph of the project's report; five headings stand always."""
    report = jt.build_report(_with(accounts, projects=drawn))
    prose = jt.narrate(report)

    for title, lines in _reports(prose).items():
        for project in drawn:
            if title.endswith(f"年度{project.name}专项资金绩效自评报告"):
                texts = [line.partition("：")[2] or line for line in lines]
                wanted = [
                    line.strip() if line.strip()[-1] in "。，" else f"{line.strip()}。"
                    for text in project.texts.values()
                    for line in text.split("\n")
                    if line.strip()
                ]
                assert not [line for line in wanted if line not in texts]
    headings = [block.text for block in prose.blocks if isinstance(block, jt.Heading)]
    assert headings.count("二、项目资金使用及管理情况") == len(drawn)


@given(strategies.accounts())
def test_without_projects_and_goals_there_is_no_fifth_part(accounts: jt.Accounts) -> None:
    """Nothing is attached where nothing was stated."""
    prose = jt.narrate(jt.build_report(_with(accounts, projects=())))

    stated = any(note.topic is OVERALL for note in accounts.notes)
    assert any("第五部分" in title for title in _reports(prose)) == stated


def test_the_2018_publication_has_six_reports_that_quote_its_figures() -> None:
    """One on the whole unit and one on each of five projects; 1.07 and 175.21 are quotes."""
    report = jt.build_report(jt.load_accounts(ROOT / "examples" / "lusong-2018.yaml"))
    prose = jt.narrate(report)

    titles = [title for title in _reports(prose) if title.endswith("报告")]

    assert len(titles) == 6
    start = next(
        n for n, b in enumerate(prose.blocks) if isinstance(b, jt.Heading) and b.text == titles[0]
    )
    quoted = {
        name: block.text[quotation.start : quotation.end]
        for block in prose.blocks[start:]
        if isinstance(block, jt.Paragraph)
        for quotation in block.quotations
        for name in quotation.figures
        if len(quotation.figures) == 1
    }
    assert quoted["three_public.outturn.total"] == "1.07万元"
    assert quoted["general_budget_basic.running_costs.amount"] == "175.21万元"
    assert sum(name.endswith(".funds") for name in quoted) == 5
    assert all(
        text == str(report.figures[name]) for name, text in quoted.items() if name in report.figures
    )


def test_project_names_with_points_and_terms_have_addresses_of_their_own() -> None:
    """A project may be called as it likes, even 合计 or 3.0."""
    accounts = jt.load_accounts(ROOT / "examples" / "lusong-2018.yaml")
    odd = ("升级3.0", "基本支出", "basic", "资金额", "total", "合计", "a.b.c")
    drawn = tuple(jt.Project(name=name, funds=10000 * n) for n, name in enumerate(odd, start=1))

    report = jt.build_report(_with(accounts, projects=drawn))

    text = jt.text(report).decode()
    assert all(f"年度{name}专项资金绩效自评报告" in text for name in odd)
    assert report.figure("专项.升级3．0.资金额").amount == 10000


def test_two_projects_of_one_name_are_refused() -> None:
    """Their figures would be one."""
    accounts = jt.load_accounts(ROOT / "examples" / "lusong-2018.yaml")

    for one, other in (
        ("甲", "甲"),
        ("2018.5期", "2018．5期"),
        ("合计", "合计．"),
        ("total.", "total"),
    ):
        with pytest.raises(ValueError, match="有2条"):
            _with(accounts, projects=[{"name": one, "funds": 1}, {"name": other, "funds": 2}])
