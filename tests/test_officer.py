"""The whole way of an officer: from what is at hand, through the fill-in workbook, to a publication."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from export_books import export_of, xls
from fill_in_books import needs_soffice, saved_by_libreoffice
from openpyxl import load_workbook
from strategies_whole import without_sources

import juesuan_tables as jt
from juesuan_tables.cli import main
from juesuan_tables.inputs.loading import load_draft
from juesuan_tables.writers.inputs import to_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
TUTORIAL = (ROOT / "docs" / "tutorial" / "fill-in-workbook.md").read_text(encoding="utf-8")
EXAMPLES = sorted((ROOT / "examples").glob("*-20*.yaml"))
YELLOW, MOST_YELLOW = "FFFFFF00", 40
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _fill(file: str, cells: Mapping[tuple[str, str], Any], folder: Path) -> None:
    """Type into cells and save as LibreOffice does, formulas computed."""
    book = load_workbook(file)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    content = io.BytesIO()
    book.save(content)
    Path(file).write_bytes(saved_by_libreoffice(content.getvalue(), folder))


def _yellow(file: str) -> dict[tuple[str, str], str]:
    """Return the number format of each cell that is left to type."""
    return {
        (sheet.title, cell.coordinate): cell.number_format
        for sheet in load_workbook(file).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == YELLOW
    }


def _reasons_listed(file: str) -> list[int]:
    """Return the rows of 原因: those of budgets become yellow when the budgets are typed."""
    sheet = load_workbook(file)["原因"]
    return [row[0].row for row in sheet.iter_rows(min_row=5) if row[0].value and row[0].row]


def _typed(place: tuple[str, str], number_format: str) -> Any:  # noqa: ANN401 whatever fits the cell
    """Return something to type into a yellow cell."""
    if place == ("封面", "B17"):
        return "否"
    if "yy" in number_format:
        return date(2019, 8, 30)
    return "购置了设备" if number_format == "@" else 1000


def _last_year(accounts: jt.Accounts) -> tuple[str, bytes]:
    """Return last year's tables of a unit that spent a tenth less on everything."""
    fields: dict[str, Any] = {"year": accounts.year - 1, "stated": (), "notes": ()}
    for name in ("income", "expenditure", "economic_expenditure", "three_public"):
        fields[name] = tuple(
            fact.model_copy(update={"amount": Decimal(int(fact.amount * 90)) / 100})
            for fact in getattr(accounts, name)
        )
    report = jt.build_report(accounts.model_copy(update=fields))
    return f"{report.title}公开表.xlsx", jt.workbook(report)


@needs_soffice
def test_an_export_and_last_years_tables_leave_forty_cells_and_lead_to_a_publication(
    lusong: jt.Report, workshop: Path, capsys: Capture
) -> None:
    """What is yellow is filled in, saved by LibreOffice, and built; nothing is found missing."""
    name, content = _last_year(lusong.accounts)
    Path(name).write_bytes(content)
    Path("财决.xls").write_bytes(xls(export_of(lusong.accounts)))

    new = ["new", "某局2018.xlsx", "-e", "mof-2018", "--from", "财决.xls", "--prior", name]
    assert main(new) == 0
    yellow = _yellow("某局2018.xlsx")
    answers = {at: _typed(at, form) for at, form in yellow.items()}
    answers |= {("原因", f"H{row}"): f"第{row}项的设备" for row in _reasons_listed("某局2018.xlsx")}
    _fill("某局2018.xlsx", answers | {("所属单位", "B5"): "行政单位"}, workshop)
    capsys.readouterr()
    code = main(["build", "某局2018.xlsx", "-o", "输出"])

    said = capsys.readouterr()
    assert said.err == ""
    assert len(yellow) <= MOST_YELLOW
    assert code in {0, 1}
    assert re.findall(r"\[(?:stated-total|[\w-]+-missing)\]", said.out) == []
    built = load_draft("某局2018.xlsx").accounts()
    assert _money(built) == _money(lusong.accounts)


def _money(accounts: jt.Accounts) -> dict[str, list[tuple[str, ...]]]:
    return {
        name: sorted(fact.sort_key()[:-1] for fact in getattr(accounts, name) if fact.exists)
        for name in ("income", "expenditure", "economic_expenditure", "three_public")
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_go_through_all_kinds_of_input_and_back(example: Path) -> None:
    """YAML → 填报表 → JSON → YAML: the accounts are what they were, sources aside."""
    assert main(["convert", str(example), "-o", "甲.xlsx"]) == 0
    assert main(["convert", "甲.xlsx", "-o", "乙.json"]) == 0
    assert main(["convert", "乙.json", "-o", "丙.yaml"]) == 0

    back, before = (without_sources(jt.load_accounts(path)) for path in ("丙.yaml", example))
    assert [fact for fact in back.pop("balances") if fact["amount"]] == before.pop("balances")
    assert back == before


def test_a_conversion_marks_what_is_missing_and_is_done(capsys: Capture) -> None:
    """Gaps are no failure of `convert`: the file is there, with comments; `build` refuses it."""
    Path("明细.csv").write_text(
        "功能科目,经济科目,资金性质,支出性质,金额\n2010301,30101,一般公共预算,基本支出,12.34\n",
        encoding="utf-8",
    )

    converted = main(["convert", "明细.csv", "-o", "某局.yaml"])
    said = capsys.readouterr().out
    built = main(["build", "某局.yaml", "-o", "输出"])

    text = Path("某局.yaml").read_text(encoding="utf-8")
    gaps = re.findall(r"^# 待填：.*", text, re.MULTILINE)
    assert (converted, built) == (0, 3)
    assert f"还缺下面 {len(gaps)} 项" in said
    assert "没有写明表样" in said
    assert any("单位名称" in gap for gap in gaps)
    assert not Path("输出").exists()


def test_a_year_in_the_name_of_the_new_workbook_is_filled_in() -> None:
    """Nobody types what the file's name says; last year's publication says it, too."""
    main(["new", "某局2018.xlsx", "-e", "mof-2018", "--unit", "某局"])

    assert load_draft("某局2018.xlsx").fields["year"] == 2018


def test_an_edition_of_ones_own_is_found_from_the_new_workbook() -> None:
    """`-e` names it from here, the workbook from where it lies."""
    Path("单位").mkdir()
    main(["editions", "copy", "mof-2018", "own.yaml"])
    main(["new", "单位/某局2018.xlsx", "-e", "own.yaml"])

    named = load_draft("单位/某局2018.xlsx").fields["edition"]

    assert jt.load_edition(named).id == "mof-2018"


@needs_soffice
def test_what_was_carried_over_goes_to_what_its_own_money_paid_for(workshop: Path) -> None:
    """A line of government funds on top takes nothing of the general public budget's balances."""
    main(["new", "某局2018.xlsx", "-e", "mof-2018"])
    cells = {("支出", "A5"): "2120803", ("支出", "I5"): 500, ("支出", "A6"): "2010301"}
    cells |= {("支出", "F6"): 1000, ("结转结余", "D5"): 300, ("结转结余", "E5"): 100}

    _fill("某局2018.xlsx", cells, workshop)

    income = load_draft("某局2018.xlsx").fields["income"]
    assert {(fact.subject, fact.kind.value, fact.amount) for fact in income} == {
        ("2120803", "政府性基金预算财政拨款收入", Decimal("500.00")),
        ("2010301", "一般公共预算财政拨款收入", Decimal("800.00")),
    }


def test_last_years_fill_in_workbook_says_what_last_years_publication_does(
    lusong: jt.Report, capsys: Capture
) -> None:
    """It is more exact, and its reasons are shown; whose it is and of which year is looked at."""
    last = lusong.accounts.model_copy(update={"year": 2017, "edition": "mof-2018"})
    Path("上年.yaml").write_text(to_yaml(last), encoding="utf-8")
    main(["convert", "上年.yaml", "-o", "上年.xlsx"])

    new = ["new", "某局2018.xlsx", "-e", "mof-2018", "--unit", "某市某局", "--prior", "上年.xlsx"]
    assert main(new) == 0

    said = capsys.readouterr().out
    stated = {fact.figure: fact for fact in load_draft("某局2018.xlsx").fields["stated"]}
    total = stated["income_expenditure_summary.income_total.amount"]
    reasons = load_workbook("某局2018.xlsx")["原因"]
    assert (total.amount, total.margin) == (Decimal("3605850.00"), 0)
    assert "提示 上年.xlsx：上年公开表的单位是“株洲市芦淞区政务服务中心”，本年是“某市某局”" in said
    assert reasons["J5"].value
    assert main(["new", "某局2020.xlsx", "-e", "mof-2020", "--prior", "上年.xlsx"]) == 3
    assert "上年公开表是2017年度的，应为2019年度" in capsys.readouterr().err


def test_a_publication_without_a_year_is_pointed_out(lusong: jt.Report, capsys: Capture) -> None:
    """Nothing is refused for that alone; opening balances are exact again only when typed."""
    Path("上年.xlsx").write_bytes(jt.workbook(lusong))

    assert main(["new", "某局2019.xlsx", "-e", "mof-2019", "--prior", "上年.xlsx"]) == 0

    assert "看不出上年公开表是哪一年度的" in capsys.readouterr().out
    fields = load_draft("某局2019.xlsx").fields
    assert fields["year"] == 2019
    assert not any(fact.margin for fact in fields["balances"])


def _blocks() -> list[str]:
    return re.findall(r"```\n(.*?)```\n", TUTORIAL, re.DOTALL)


def _commands() -> list[list[str]]:
    lines = [line for block in _blocks() for line in block.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith("juesuan ")]


def _to_type() -> dict[tuple[str, str], Any]:
    rows = re.findall(r"^\| (\S+) \| ([A-Z]\d+) \| (\S+) \|$", TUTORIAL, re.MULTILINE)
    return {
        (sheet, cell): float(text) if re.fullmatch(r"[\d.]+", text) and cell[0] != "A" else text
        for sheet, cell, text in rows
    }


@needs_soffice
def test_the_tutorial_goes_as_it_is_written(workshop: Path, capsys: Capture) -> None:
    """Every command and every cell of the page, word for word."""
    new, _with_sources, build, again, convert = _commands()
    told = _blocks()

    assert main(new) == 0
    out = capsys.readouterr().out
    assert out.startswith(told[1])
    assert len(out.splitlines()) == 2 + 14
    cells = _to_type()
    _fill("某局2018.xlsx", cells, workshop)
    assert main(build) == 1
    assert told[4].strip() in capsys.readouterr().out
    assert main(again) == 0
    assert main(convert) == 0
    reasons = load_workbook("某局2018补.xlsx")["原因"]
    asked = [row[0].value for row in reasons.iter_rows(min_row=5)]
    assert "一般公共预算财政拨款支出决算表.2010301.合计" in asked
    assert _money(jt.load_accounts("某局2018补.xlsx")) == _money(jt.load_accounts("某局2018.yaml"))
    capsys.readouterr()
    _fill("某局2018.xlsx", {("三公经费", "D8"): None}, workshop)
    assert main(build) == 3
    assert told[5].strip() == capsys.readouterr().err.strip()
