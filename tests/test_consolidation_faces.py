"""Consolidation as its users meet it: what is left out, what is refused, the command, “三公”."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import strategies_units as of_units
from export_books import export_of
from hypothesis import given
from strategies import half

import juesuan_tables as jt
from juesuan_tables.cli import main
from juesuan_tables.consolidation import consolidated
from juesuan_tables.inputs.export import read_export
from juesuan_tables.writers.inputs import to_yaml

if TYPE_CHECKING:
    from decimal import Decimal

DEPARTMENT, YEAR = "市文化局", 2018
SUBJECT, BUDGET, OUTSIDE = "2070101", "一般公共预算财政拨款", "非财政拨款"


def unit(name: str, kind: str = "事业单位", **facts: Any) -> jt.Accounts:  # noqa: ANN401 fields
    """Return the accounts of a unit."""
    fields = {"entity": "单位", "year": YEAR, "edition": "mof-2018"} | facts
    return jt.Accounts(unit=name, members=[{"name": name, "kind": kind}], **fields)


def head(**facts: Any) -> jt.Accounts:  # noqa: ANN401 fields
    """Return the accounts of the department's head office, called like the department."""
    return unit(DEPARTMENT, "行政单位", entity="单位本级", **facts)


def subsidy(to: str | None, amount: str = "100", fund: str = OUTSIDE) -> dict[str, Any]:
    """Return what a unit gave a subordinate."""
    what = {"subject": SUBJECT, "nature": "对附属单位补助支出", "fund": fund}
    return what | {"amount": amount, "counterparty": to}


def subsidised(by: str | None, amount: str = "100", **more: str) -> dict[str, Any]:
    """Return what a unit got from its superior."""
    what = {"subject": SUBJECT, "kind": "上级补助收入", "amount": amount, "counterparty": by}
    return what | more


def spent(amount: str, fund: str = BUDGET) -> dict[str, str]:
    """Return basic spending."""
    return {"subject": SUBJECT, "nature": "基本支出", "fund": fund, "amount": amount}


def measure(key: str, value: str) -> dict[str, str]:
    """Return a measure."""
    return {"key": key, "value": value}


def values(accounts: jt.Accounts) -> dict[str, int]:
    """Return the measures by their terms."""
    return {each.key.value: int(each.value) for each in accounts.measures}


def said(units: list[jt.Accounts]) -> str:
    """Return what is noticed."""
    return "\n".join(map(str, consolidated(units, DEPARTMENT).notices))


def treatments(*units: jt.Accounts) -> list[str]:
    """Return what became of each transfer."""
    return [each.treatment.value for each in jt.consolidate(units, unit=DEPARTMENT).transfers]


# --- transfers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "called", [DEPARTMENT, "市文化局本级", "市文化局（本级）", "市文化局(本级)"]
)
def test_the_department_named_as_the_other_side_is_its_head_office(called: str) -> None:
    """Officers write it with and without 本级, with brackets of either width."""
    other = unit("图书馆", income=[subsidised(called)])

    assert treatments(head(expenditure=[subsidy("图书馆")]), other) == ["已抵销"]


def test_several_facts_of_a_pair_add_up() -> None:
    """60 and 40 paid are 100 received; each kind of transfer is for itself."""
    one = head(expenditure=[subsidy("图书馆", "60"), subsidy("图书馆", "40")])
    other = unit("图书馆", income=[subsidised(DEPARTMENT)])

    department = jt.consolidate([one, other], unit=DEPARTMENT)

    (record,) = department.transfers
    assert (f"{record.paid}", record.payer, record.receiver) == ("100.00", "市文化局本级", "图书馆")
    assert (department.income, department.expenditure) == ((), ())


def test_what_only_one_side_names_is_kept_and_pointed_out() -> None:
    """The other side states such money and not whose, so it may only have to be filled in."""
    one = head(expenditure=[subsidy("图书馆")])
    other = unit("图书馆", income=[subsidised(None)])

    department = jt.consolidate([one, other], unit=DEPARTMENT)

    assert [each.treatment for each in department.transfers] == [jt.Treatment.UNNAMED]
    found = [f for f in jt.check(jt.build_report(department)) if f.rule == "transfer-unconfirmed"]
    assert {finding.severity for finding in found} == {jt.Severity.ADVISORY}
    assert "没有写明是哪个单位给的" in found[0].message
    assert "图书馆：上级补助收入 100.00元没有填对方单位" in found[1].message


def test_what_the_other_side_knows_nothing_of_is_an_error() -> None:
    """One of both accounts is wrong: it states no such money at all."""
    one = head(expenditure=[subsidy("图书馆")])

    department = jt.consolidate([one, unit("图书馆")], unit=DEPARTMENT)

    (found,) = [f for f in jt.check(jt.build_report(department)) if f.rule == "transfer-differs"]
    assert found.severity is jt.Severity.ERROR
    assert "图书馆写明来自市文化局本级的上级补助收入 0.00元，相差 100.00元" in found.message


def test_a_misspelt_other_side_is_shown_where_the_money_is_missed() -> None:
    """The other unit does state it, as somebody's whom the department does not have."""
    one = head(expenditure=[subsidy("图书馆")])
    other = unit("图书馆", income=[subsidised("市文化据", source="图书馆.yaml 收入第1条")])

    department = jt.consolidate([one, other], unit=DEPARTMENT)

    (found,) = [f for f in jt.check(jt.build_report(department)) if f.rule == "transfer-differs"]
    assert (
        "另有 100.00元（图书馆（图书馆.yaml 收入第1条））写的对方单位是“市文化据”" in found.message
    )
    assert "部门里没有这个单位，写错了的请改正" in found.message


def test_a_subsidy_from_an_appropriation_is_no_transfer() -> None:
    """Taken out, it would leave the appropriation's own balance open."""
    one = head(expenditure=[subsidy("图书馆", fund=BUDGET)])
    other = unit("图书馆", income=[subsidised(DEPARTMENT)])

    assert treatments(one, other) == ["金额不一致"]


def test_what_is_not_known_to_the_cent_is_not_eliminated() -> None:
    """Amounts read off a page in 万元 may differ by as much as they were rounded."""
    other = unit("图书馆", income=[subsidised(DEPARTMENT, "140", margin="50")])

    assert treatments(head(expenditure=[subsidy("图书馆")]), other) == ["不精确到分"]


def test_a_transfer_to_somebody_outside_stays() -> None:
    """The province's subsidy is income of the department."""
    department = jt.consolidate([unit("图书馆", income=[subsidised("省文化厅")])], unit=DEPARTMENT)

    assert len(department.income) == 1
    assert department.transfers == ()


def test_what_a_difference_sheet_has_taken_out_is_not_taken_out_twice() -> None:
    """It is added up and no member; its kind of transfer is left alone and told of."""
    one = head(expenditure=[subsidy("图书馆")])
    other = unit("图书馆", income=[subsidised(DEPARTMENT)])
    sheet = unit(
        "差额",
        report_type="差额表",
        income=[subsidised(None, "-100")],
        expenditure=[subsidy(None, "-100")],
    )

    report = jt.build_report(jt.consolidate([one, other, sheet], unit=DEPARTMENT))

    assert report.figures["income.total.total"].amount == 0
    assert report.figures["expenditure.total.total"].amount == 0
    assert [each.treatment for each in report.accounts.transfers] == [jt.Treatment.ADJUSTED]
    assert [each.name for each in report.accounts.members] == ["市文化局本级", "图书馆"]


# --- what does not add up -------------------------------------------------------------------


def test_measures_add_up_where_all_units_state_them() -> None:
    """A score does not, nor what one unit leaves out; the officer is told who did."""
    one = head(
        measures=[
            measure("会议费", "10"),
            measure("培训费", "5"),
            measure("绩效自评平均得分", "90"),
        ]
    )
    other = unit("图书馆", measures=[measure("会议费", "7"), measure("绩效自评平均得分", "80")])

    assert values(jt.consolidate([one, other], unit=DEPARTMENT)) == {"会议费": 17}
    assert "图书馆没有填培训费，部门数没有相加" in said([one, other])


def test_who_states_one_kind_of_vehicles_has_none_of_the_others() -> None:
    """Vehicles are stated by category."""
    one = head(measures=[measure("机要通信用车", "1")])
    other = unit("图书馆", measures=[measure("其他用车", "2")])

    department = jt.consolidate([one, other], unit=DEPARTMENT)

    assert values(department) == {"机要通信用车": 1, "其他用车": 2}


def test_the_operating_cost_is_that_of_agencies_only() -> None:
    """What a 事业单位 states is left out and told; it need not state any."""
    one = head(measures=[measure("机关运行经费", "10")])
    other = unit("图书馆", measures=[measure("机关运行经费", "7")])
    third = unit("管理处", "参公事业单位", measures=[measure("机关运行经费", "3")])

    department = jt.consolidate([one, other, third], unit=DEPARTMENT)

    assert values(department) == {"机关运行经费": 13}
    assert "图书馆：是事业单位，填了机关运行经费 7.00元，没有计入部门数" in said(
        [one, other, third]
    )


def test_last_years_operating_cost_is_that_of_agencies_only() -> None:
    """As this year's is."""
    figure, last = "measures.agency_operating_cost.amount", jt.Period.LAST_YEAR
    stated = [{"figure": figure, "period": last, "amount": "10"}]

    department = jt.consolidate(
        [head(stated=stated), unit("图书馆", stated=stated), unit("剧院")], unit=DEPARTMENT
    )

    assert [f"{each.amount}" for each in department.stated] == ["10.00"]


def test_a_total_that_some_units_lack_is_not_the_departments() -> None:
    """Unless they have nothing on the subject; a new unit was not there last year."""
    budget = "general_budget_expenditure.total.total"
    item = f"expenditure.{SUBJECT}.basic"
    this, last = jt.Period.THIS_YEAR, jt.Period.LAST_YEAR
    stated = [
        {"figure": name, "period": period, "amount": "10"}
        for name, period in ((budget, this), (item, this), (budget, last))
    ]
    one = head(stated=stated, expenditure=[spent("10")])
    new = unit("新馆", newly_established=True)

    assert {(s.figure, s.period) for s in jt.consolidate([one, new], unit=DEPARTMENT).stated} == {
        (item, this),
        (budget, last),
    }
    assert "新馆没有填一般公共预算财政拨款支出决算表.合计.合计，部门的原表合计没有相加" in said(
        [one, new]
    )
    old = unit("老馆")
    assert [s.figure for s in jt.consolidate([one, old], unit=DEPARTMENT).stated] == [item]
    assert "老馆没有填" in said([one, old])
    assert "--prior" in said([one, old])


def test_a_budget_that_a_unit_spent_on_without_stating_it_is_unknown() -> None:
    """The sum of the others would be too low."""
    budget = {"subject": SUBJECT, "fund": BUDGET, "stage": "年初预算", "amount": "10"}
    one = head(budgets=[budget], expenditure=[spent("10")])

    assert jt.consolidate([one, unit("图书馆")], unit=DEPARTMENT).budgets
    other = unit("图书馆", expenditure=[spent("5")])
    assert jt.consolidate([one, other], unit=DEPARTMENT).budgets == ()
    assert f"图书馆没有填{SUBJECT} {BUDGET}年初预算" in said([one, other])


def test_texts_and_dates_are_the_departments_own() -> None:
    """Its own file says them, and scores; what a unit says of itself is not said of it."""
    note = {"kind": "正文", "topic": "部门职责", "text": "甲"}
    one = head(notes=[note], approval_number="一号", newly_established=True)
    own = jt.Accounts(
        unit=DEPARTMENT,
        entity="部门",
        year=YEAR,
        edition="mof-2018",
        approval_number="二号",
        notes=[note | {"text": "乙"}],
        measures=[measure("绩效自评平均得分", "90")],
    )

    alone = jt.consolidate([one], unit=DEPARTMENT)
    department = jt.consolidate([one, own], unit=DEPARTMENT)

    assert (alone.notes, alone.approval_number, alone.newly_established) == ((), None, False)
    assert department.notes[0].text == "乙"
    assert department.approval_number == "二号"
    assert values(department) == {"绩效自评平均得分": 90}


def test_projects_of_one_name_say_whose_they_are() -> None:
    """Others keep their names, and what the department says of one comes first."""
    units = [
        unit(name, projects=[{"name": "修缮", "funds": "1"}, {"name": f"{name}项目", "funds": "2"}])
        for name in ("甲馆", "乙馆")
    ]

    names = [each.name for each in jt.consolidate(units, unit=DEPARTMENT).projects]

    assert sorted(names) == ["乙馆项目", "修缮（乙馆）", "修缮（甲馆）", "甲馆项目"]


def test_the_softwares_export_of_the_sum_becomes_stated_totals(whole: jt.Report) -> None:
    """Its 封面 says 汇总; where it says what the units say nothing is found, else where it differs."""
    member = whole.accounts.model_copy(
        update={
            "unit": "图书馆",
            "entity": jt.Entity.SINGLE_UNIT,
            "members": (jt.Unit(name="图书馆", kind=jt.UnitKind.INSTITUTION),),
        }
    )
    sheets = export_of(whole.accounts.model_copy(update={"unit": DEPARTMENT}))
    cover = (("单位名称", DEPARTMENT), ("报表小类", "7|叠加汇总表"))
    own = read_export([replace(sheets[0], rows=cover), *sheets[1:]]).accounts()
    other = member.model_copy(update={"income": member.income[1:]})

    assert own.entity is jt.Entity.DEPARTMENT
    for given_, differs in ((member, False), (other, True)):
        report = jt.build_report(jt.consolidate([given_, own], unit=own.unit))
        found = [f for f in jt.check(report) if f.rule in {"stated-total", "figure-unknown"}]
        assert bool(found) is differs


# --- what is refused ------------------------------------------------------------------------


def test_everything_that_is_in_the_way_is_said_at_once() -> None:
    """Another year, twice the same, no kind, a name that is the department's, missing members."""
    library = unit("图书馆")
    own = jt.Accounts(
        unit=DEPARTMENT,
        entity="部门",
        year=YEAR,
        members=[{"name": name, "kind": "行政单位"} for name in ("图书馆", "剧院")],
    )
    units = [
        library,
        library,
        unit("美术馆", year=YEAR + 1),
        jt.Accounts(unit="体校", entity="单位", year=YEAR),
        unit(DEPARTMENT),
        own,
        own,
    ]

    with pytest.raises(jt.InputError) as refused:
        jt.consolidate(units, unit=DEPARTMENT)

    problems = "\n".join(map(str, refused.value.problems))
    for words in (
        "美术馆：是2019年度的，其余是2018年度的",
        "图书馆：有2份决算，会重复相加",
        "体校：没有写“体校”的单位性质",
        "与部门同名“市文化局”，公开主体填的是“单位”",
        "有2份都是部门“市文化局”自己的",
        "剧院：部门的“所属单位”里有，没有它的决算",
        "美术馆：部门的“所属单位”里没有这个单位",
        "图书馆：部门填的单位性质是“行政单位”，单位自己填的是“事业单位”",
    ):
        assert words in problems


def test_sums_that_are_too_long_are_refused() -> None:
    """In words, whatever it is a sum of."""
    most = "9999999999999.99"
    units = [unit(name, measures=[measure("会议费", most)]) for name in ("甲馆", "乙馆")]

    with pytest.raises(jt.InputError, match="市文化局 数值：应为至多15位数字的金额"):
        jt.consolidate(units, unit=DEPARTMENT)


def test_no_units_make_no_department() -> None:
    """The department's own statement alone is none."""
    own = jt.Accounts(unit=DEPARTMENT, entity="部门", year=YEAR)

    for units in ([], [own]):
        with pytest.raises(jt.InputError, match="没有一个所属单位的决算"):
            jt.consolidate(units, unit=DEPARTMENT)


def test_a_unit_is_not_there_once_more_within_a_department() -> None:
    """Flattened, it would be counted twice."""
    within = jt.consolidate([unit("图书馆"), unit("剧院")], unit="文化系统")

    with pytest.raises(jt.InputError, match="图书馆：有2份决算"):
        jt.consolidate([within, unit("图书馆")], unit=DEPARTMENT)


def test_units_of_several_editions_leave_the_edition_open() -> None:
    """The officer names one; the department's own file may, too."""
    units = [unit("图书馆"), unit("剧院", edition="mof-2019")]

    assert jt.consolidate(units, unit=DEPARTMENT).edition is None
    assert "各单位填的表样不同：mof-2019（剧院）；mof-2018（图书馆）" in said(units)


# --- “三公” ----------------------------------------------------------------------------------


@half
@given(of_units.units())
def test_the_three_public_table_adds_up_and_agrees_with_the_departments(
    units: list[jt.Accounts],
) -> None:
    """In exact 元, column by column; a row is what the unit's own table prints."""
    report = jt.build_report(jt.consolidate(units, unit=DEPARTMENT))

    prose = jt.three_public_summary(report, units)

    (table,) = prose.grids
    columns: dict[str, list[Decimal]] = {}
    for name, figure in table.figures.items():
        columns.setdefault(name.split(".")[2], []).append(figure.amount)
    for column, (total, *rows) in columns.items():
        stage = next(each for each in jt.Stage if column.startswith(each.key))
        ours = f"three_public.{stage.key}.{column.removeprefix(f'{stage.key}_')}"
        assert total == sum(rows) == report.figures[ours].amount
        assert len(rows) == len(units)
    quoted = {name for each in prose.paragraphs for q in each.quotations for name in q.figures}
    assert "three_public.outturn.total" in quoted
    assert f"汇总的单位共{len(units)}个" in prose.paragraphs[0].text


# --- the command ----------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the files of a head office and of a library, with a transfer between them."""
    monkeypatch.chdir(tmp_path)
    one = head(
        income=[{"subject": SUBJECT, "kind": "其他收入", "amount": "100"}],
        expenditure=[subsidy("图书馆")],
    )
    other = unit("图书馆", income=[subsidised(DEPARTMENT)], expenditure=[spent("100", OUTSIDE)])
    Path("本级.yaml").write_text(to_yaml(one), encoding="utf-8")
    Path("图书馆.yaml").write_text(to_yaml(other), encoding="utf-8")
    return tmp_path


def test_the_command_publishes_the_department(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables, explanation, and “三公” of all units among the internal papers."""
    code = main(["build", "本级.yaml", "图书馆.yaml", "--consolidate", DEPARTMENT, "-o", "出"])

    printed = capsys.readouterr().out
    assert code == 1  # texts are missing
    assert "对附属单位补助支出和上级补助收入各 100.00元，双方一致" in printed
    folder = files / "出" / DEPARTMENT
    text = (folder / "公开" / "市文化局2018年度部门决算.txt").read_text(encoding="utf-8")
    assert "单位构成包括：市文化局本级、图书馆。" in text
    book = openpyxl.load_workbook(folder / "内部底稿" / "“三公”经费汇总表.xlsx")
    assert book.worksheets[0]["A1"].value == f"{YEAR}年度“三公”经费支出汇总表"
    cells = [row[0].value for row in book.worksheets[0].iter_rows(min_row=6)]
    assert cells == ["合计", "市文化局本级", "图书馆"]
    assert (folder / "内部底稿" / "“三公”经费汇总说明.txt").is_file()


@pytest.mark.usefixtures("files")
def test_the_department_as_a_workbook_goes_beside_its_units_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Texts are filled in there; if a unit changes afterwards, the difference is told."""
    names = ["本级.yaml", "图书馆.yaml"]
    whole = ["--consolidate", DEPARTMENT]
    book = f"{DEPARTMENT}.yaml"
    assert main(["convert", *names, *whole, "-o", book]) == 0
    assert main(["build", *names, book, *whole, "-o", "出"]) == 1
    assert "[stated-total]" not in capsys.readouterr().out

    changed = Path("图书馆.yaml").read_text(encoding="utf-8")
    changed = changed.replace(
        "资金性质: 非财政拨款, 金额: 100.00", "资金性质: 非财政拨款, 金额: 10100.00"
    )
    Path("图书馆.yaml").write_text(changed, encoding="utf-8")

    assert main(["build", *names, book, *whole, "-o", "出"]) == 1
    assert "原表合计 0.01万元（市文化局.yaml 支出第" in capsys.readouterr().out


def test_an_empty_workbook_of_the_department_says_only_what_is_filled_in(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its cells of amounts need not be filled in: the units say them."""
    own = f"{DEPARTMENT}2018.xlsx"
    assert main(["new", own, "-e", "mof-2018", "--unit", DEPARTMENT]) == 0
    book = openpyxl.load_workbook(own)
    cover = book["封面"]
    for row in cover.iter_rows():
        for cell in row:
            if cell.value == "公开主体":
                cover.cell(cell.row, cell.column + 1).value = "部门"
            if cell.value == "批复文号":
                cover.cell(cell.row, cell.column + 1).value = "某财〔2019〕1号"
    book.save(own)
    capsys.readouterr()
    args = ["build", "本级.yaml", own, "图书馆.yaml", "--consolidate", DEPARTMENT, "-o", "出"]

    assert main(args) == 1

    assert "没有填写任何支出" not in "".join(capsys.readouterr())
    assert (files / "出" / DEPARTMENT).is_dir()


@pytest.mark.usefixtures("files")
def test_last_years_publication_comes_before_the_units_sums(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What the department published holds no transfers, and nothing is said of units' totals."""
    prior = jt.consolidate(
        [jt.load_accounts("本级.yaml"), jt.load_accounts("图书馆.yaml")], unit=DEPARTMENT
    ).model_copy(update={"year": YEAR - 1, "report_type": None, "transfers": ()})
    Path("上年.yaml").write_text(to_yaml(prior), encoding="utf-8")
    names = ["本级.yaml", "图书馆.yaml"]

    code = main(["build", *names, "--consolidate", DEPARTMENT, "--prior", "上年.yaml", "-o", "出"])

    assert code == 1
    printed = capsys.readouterr().out
    assert "收入支出决算总表.收入总计.金额：没有上年数" not in printed


def test_the_command_says_everything_that_is_wrong_with_any_file(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read, and what is there twice."""
    Path("副本.yaml").write_bytes(Path("图书馆.yaml").read_bytes())
    names = ["没有.yaml", "图书馆.yaml", "副本.yaml"]

    assert main(["build", *names, "--consolidate", DEPARTMENT, "-o", "出"]) == 3

    printed = capsys.readouterr().err
    assert "未生成 市文化局" in printed
    assert "没有.yaml：没有找到这个文件" in printed
    assert "图书馆：有2份决算：副本.yaml、图书馆.yaml" in printed
    assert not (files / "出").exists()


@pytest.mark.usefixtures("files")
def test_a_department_needs_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    """Without one nothing is read."""
    assert main(["build", "图书馆.yaml", "--consolidate", " ", "-o", "出"]) == 2
    assert "应写部门的名称" in capsys.readouterr().err
