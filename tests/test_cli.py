"""The command keeps its contract: files, exit codes, JSON, help."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from golden_files import golden
from openpyxl import load_workbook

import juesuan_tables as jt
from juesuan_tables import cli

if TYPE_CHECKING:
    from collections.abc import Callable

Capture = pytest.CaptureFixture[str]
UNIT = "株洲市芦淞区政务服务中心"
REAL, GOOD, WRONG, BAD = "真实.yaml", "一致.yaml", "有误.yaml", "坏.yaml"
TOO_MUCH = "  - 名称: 政务大院和乡办网络建设"
"""The project with which all of them got more than 项目支出, as really published."""


@pytest.fixture
def inputs(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out the example, one that agrees, one with an error, and one that cannot be read."""
    real = example.read_text(encoding="utf-8")
    (tmp_path / REAL).write_text(real, encoding="utf-8")
    text = real.partition(TOO_MUCH)[0]
    assert text != real
    (tmp_path / GOOD).write_text(text, encoding="utf-8")
    wrong = text.replace(
        "资金性质: 一般公共预算财政拨款, 金额: 793810.00",
        "资金性质: 一般公共预算财政拨款, 金额: 793910.00",
    )
    (tmp_path / WRONG).write_text(wrong.replace(UNIT, "另一单位"), encoding="utf-8")
    (tmp_path / BAD).write_text("年度: 今年\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_build_writes_the_files_of_the_contract(inputs: Path, capsys: Capture) -> None:
    """公开/ and 内部底稿/ below the unit's folder, under the official names, and no others."""
    code = cli.main(["build", REAL, "-o", "out"])

    written = {str(path.relative_to("out")) for path in Path("out").rglob("*") if path.is_file()}
    assert code == 1
    assert written == {
        f"{UNIT}/公开/{UNIT}2018年度部门决算公开表.xlsx",
        f"{UNIT}/公开/{UNIT}2018年度部门决算.docx",
        f"{UNIT}/公开/{UNIT}2018年度部门决算.html",
        f"{UNIT}/公开/正文粘贴.html",
        f"{UNIT}/公开/{UNIT}2018年度部门决算.txt",
        f"{UNIT}/公开/{UNIT}2018年度部门决算.md",
        f"{UNIT}/内部底稿/审核报告.txt",
        f"{UNIT}/内部底稿/审核报告.json",
        f"{UNIT}/内部底稿/审核报告.html",
    }
    assert capsys.readouterr().out.count("已生成") == len(written)
    golden("lusong-2018-review.txt", Path(f"out/{UNIT}/内部底稿/审核报告.txt").read_text("utf-8"))
    assert inputs.exists()


@pytest.mark.parametrize(
    ("formats", "endings"),
    [
        (["--format", "xlsx"], {".xlsx"}),
        (["--format", "xlsx", "txt"], {".xlsx", ".txt"}),
        (["--format", "md", "--format", "txt"], {".md", ".txt"}),
    ],
)
def test_only_the_formats_asked_for_are_made(
    inputs: Path, formats: list[str], endings: set[str]
) -> None:
    """One --format takes several formats, and may be repeated."""
    assert cli.main(["build", GOOD, *formats, "-o", "out"]) == 0

    public = (inputs / "out" / UNIT / "公开").iterdir()
    assert {path.suffix for path in public} == endings


@pytest.mark.parametrize(
    ("files", "code"),
    [([GOOD], 0), ([WRONG], 1), ([BAD], 3), ([BAD, WRONG, GOOD], 3), ([GOOD, WRONG], 1)],
)
def test_the_worst_of_many_inputs_decides_the_exit_code(
    inputs: Path, capsys: Capture, files: list[str], code: int
) -> None:
    """A bad input never stops the others; 3 is worse than 1."""
    assert cli.main(["build", *files, "-o", "out"]) == code

    built = {path.parent for path in (inputs / "out").glob("*/公开")}
    assert len(built) == len([file for file in files if file != BAD])
    assert capsys.readouterr().err.count("未生成") == files.count(BAD)


def test_an_output_that_cannot_be_written_is_worse_than_a_bad_input(inputs: Path) -> None:
    """4 wins over 3."""
    (inputs / "out").write_text("", encoding="utf-8")

    assert cli.main(["build", BAD, GOOD, "-o", "out"]) == 4


def test_two_inputs_of_one_unit_do_not_overwrite_each_other(inputs: Path, capsys: Capture) -> None:
    """The second is refused, with the name of the first."""
    (inputs / "再来.yaml").write_bytes((inputs / GOOD).read_bytes())

    assert cli.main(["build", GOOD, "再来.yaml", "-o", "out"]) == 3
    said = capsys.readouterr().err
    assert f"与 {GOOD} 是同一单位" in said
    assert "重复的请只留一份；都要生成的，请分开生成到不同的文件夹" in said


def test_the_review_in_json_carries_every_field_of_the_contract(inputs: Path) -> None:
    """Scripts rely on these names; numbers are text, the document is the path as given."""
    cli.main(["build", f"./{WRONG}", "-o", "out"])

    review = json.loads((inputs / "out/另一单位/内部底稿/审核报告.json").read_text("utf-8"))

    assert list(review) == ["schema", "document", "claims", "unread", "findings"]
    assert review["document"] == f"./{WRONG}"
    assert list(review["claims"]) == ["total", "proved", "unassessable"]
    assert review["unread"] == []
    finding = review["findings"][0]
    assert finding == {
        "rule": "summary-balances",
        "severity": "error",
        "page": None,
        "table": "收入支出决算总表",
        "row": "收入总计",
        "column": "金额",
        "section": None,
        "snippet": None,
        "printed": "360.59万元",
        "expected": "360.60万元",
        "difference": "0.01万元",
        "message": "收入支出决算总表 收入总计：本表 360.59万元，应为 360.60万元"
        "（收入总计＝支出总计），少 0.01万元。请核对年初、年末结转结余和各项收支。",
    }


@pytest.mark.parametrize("figure", ["支出决算表.合计.项目支出", "expenditure.total.project"])
def test_a_figure_is_explained_in_either_language(
    inputs: Path, capsys: Capture, figure: str
) -> None:
    """The address may be Chinese or English; the answer leads down to records of the file."""
    assert cli.main(["explain", GOOD, figure]) == 0

    golden("explain.txt", capsys.readouterr().out)
    assert inputs.exists()


def test_editions_says_what_nobody_has_checked(capsys: Capture) -> None:
    """All in short; each with its source, and what of each form no official document has shown."""
    assert cli.main(["editions"]) == 0
    out = capsys.readouterr().out
    assert out.count("未经官方文件核对") == 5
    assert out.count("各表都经官方文件核对") == 2

    for edition in map(jt.load_edition, jt.edition_ids()):
        assert f"\n{edition.id}  " in f"\n{out}"
        assert cli.main(["editions", "show", edition.id]) == 0
        shown = capsys.readouterr().out
        assert edition.source in shown
        assert all(form.doubt in shown for form in edition.unverified)
        assert all(key.value in shown for key in edition.printed_measures)


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["build"],
        ["check"],
        ["explain"],
        ["editions"],
        ["editions", "diff"],
        ["editions", "copy"],
        ["editions", "show"],
    ],
)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_help_is_chinese_and_ends_in_an_example(
    capsys: Capture, command: list[str], option: str
) -> None:
    """No word of English but names and commands; the last line can be typed."""
    assert cli.main([*command, option]) == 0

    out = capsys.readouterr().out
    assert out.startswith("用法：juesuan")
    assert "示例：" in out
    assert out.splitlines()[-1].strip().startswith("juesuan ")
    for english in ("Usage", "Options", "Commands", "Show", "required", "Error"):
        assert english not in out


def test_an_interruption_is_answered_with_130(
    inputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Ctrl-C ends the run with a word and no traceback."""

    def interrupted(*_args: object, **_options: object) -> Callable[[], None]:
        raise KeyboardInterrupt

    monkeypatch.setattr("juesuan_tables.batch._work.build_report", interrupted)

    assert cli.main(["build", GOOD, "-o", "out"]) == 130
    assert "已中断。" in capsys.readouterr().err
    assert not (inputs / "out").exists()


@pytest.mark.parametrize(("zero", "printed"), [("0.00", 0), ("blank", None)])
def test_a_zero_is_printed_or_left_blank_as_asked(
    inputs: Path, zero: str, printed: int | None
) -> None:
    """收入决算表 has no 事业收入: the cell says 0.00 or nothing; what stands there stays."""
    assert cli.main(["build", GOOD, "-o", "out", "--format", "xlsx", "--zero", zero]) == 0

    (path,) = (inputs / "out").rglob("*.xlsx")
    sheet = load_workbook(path)["收入决算表"]
    assert (sheet["C7"].value, sheet["F7"].value) == (360.59, printed)


def test_another_zero_is_a_mistake_of_usage(inputs: Path, capsys: Capture) -> None:
    """The choices are named."""
    assert cli.main(["build", GOOD, "-o", "out", "--zero", "0"]) == 2

    assert "0.00" in capsys.readouterr().err
    assert not (inputs / "out").exists()
