"""`juesuan review` as a bureau types it; and the processes below it, which may crash or hang."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from bureau import FALSE_SHARE, Bureau, explanation
from hypothesis import given
from hypothesis import strategies as st
from lost_work import work

from juesuan_tables import cli, reviewing
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.reviewing import _pool
from juesuan_tables.reviewing._ledger import about

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

UNITS = ("市文化局", "市教育局", "市水务局")


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """Return a bureau of three departments, all of which sent in what is true."""
    return Bureau.of(tmp_path, UNITS)


def _command(bureau: Bureau, *more: str) -> list[str]:
    return [
        "review",
        str(bureau.sent),
        "--roster",
        str(bureau.roster),
        "-o",
        str(bureau.out),
        *more,
    ]


def test_the_exit_code_says_whether_there_are_errors_or_documents_that_nobody_could_read(
    bureau: Bureau, capsys: Capture
) -> None:
    """0, then 1 for an error, 3 for a file that cannot be read; the screen says the short of it."""
    assert cli.main(_command(bureau)) == 0
    assert "应报3家，已报3家，未报0家" in capsys.readouterr().out
    bureau.put("市教育局2024年度部门决算.txt", explanation("市教育局", share=FALSE_SHARE))
    assert cli.main(_command(bureau)) == 1
    said = capsys.readouterr().out
    assert "市教育局：已报，不详，错误1" in said
    assert "新增1条" in said
    bureau.put("市水务局2024年度部门决算.txt", b"")
    assert cli.main(_command(bureau)) == 3


def test_a_folder_that_nobody_sent_anything_to_may_be_the_wrong_one(
    bureau: Bureau, capsys: Capture
) -> None:
    """All are missing, as they should be before the first came in; the command asks to look."""
    hint = "没有一家报来{}决算，请核对要审核的文件夹、名单和年度有没有写错。"
    assert cli.main(_command(bureau)) == 0
    assert hint.format("2024年度的") not in capsys.readouterr().out

    assert cli.main(_command(bureau, "--year", "2020")) == 1
    assert hint.format("2020年度的") in capsys.readouterr().out
    shutil.rmtree(bureau.sent)
    bureau.sent.mkdir()
    assert cli.main(_command(bureau)) == 1
    assert hint.format("") in capsys.readouterr().out


def test_json_is_the_file_that_is_written_and_nothing_else(bureau: Bureau, capsys: Capture) -> None:
    """One object on one line of stdout."""
    cli.main(_command(bureau, "--json"))

    said = capsys.readouterr().out
    written = (bureau.out / "审核汇总表.json").read_text(encoding="utf-8")
    assert said == written
    assert json.loads(said)["counts"]["应报"] == len(UNITS)


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["review"], 2, "没有写文件夹、--roster 名单、-o 文件夹"),
        (["review", "没有", "--roster", "没有.xlsx", "-o", "结果"], 3, "没有"),
        (["review", "甲", "--year", "18"], 2, "写的是“18”，应为 2000 至 2100 的整数"),
        (["review", "甲", "-j", "0"], 2, "写的是“0”，应为 1 至 64 的整数"),
        (["review", "甲", "-j", "x"], 2, "写的是“x”，应为 1 至 64 的整数"),
        (
            ["review", "报送", "--roster", "没有.xlsx", "-o", "./报送/"],
            2,
            "-o 与报送的文件夹是同一个",
        ),
        (
            ["review", "报送", "--roster", "没有.xlsx", "--prior", "上年", "-o", "上年"],
            2,
            "-o 与--prior 的文件夹是同一个",
        ),
    ],
)
def test_mistakes_of_the_command_are_answered(  # noqa: PLR0913, PLR0917 fixtures and cases
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    command: list[str],
    code: int,
    words: str,
) -> None:
    """Usage is 2, input 3; never a traceback, and nothing is written."""
    monkeypatch.chdir(tmp_path)

    assert cli.main(command) == code
    assert words in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


def test_a_round_may_be_written_elsewhere_and_go_on_from_the_one_before(
    bureau: Bureau, capsys: Capture
) -> None:
    """What was found there is not new here, and nothing there is changed."""
    bureau.put("市教育局2024年度部门决算.txt", explanation("市教育局", share=FALSE_SHARE))
    cli.main(_command(bureau))
    before = {path: path.read_bytes() for path in bureau.out.rglob("*") if path.is_file()}
    capsys.readouterr()

    command = _command(bureau, "--before", str(bureau.out))
    command[command.index("-o") + 1] = str(bureau.top / "第二轮")
    assert cli.main(command) == 1

    assert "新增0条，未改1条" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in before} == before


def test_results_are_not_written_among_what_is_reviewed(bureau: Bureau, capsys: Capture) -> None:
    """The next round would take the lists of issues for publications."""
    command = _command(bureau)
    command[command.index("-o") + 1] = f"{bureau.sent}/."
    before = {*bureau.sent.rglob("*")}

    assert cli.main(command) == 2

    assert "-o 与报送的文件夹是同一个" in capsys.readouterr().err
    assert {*bureau.sent.rglob("*")} == before


@pytest.mark.parametrize(("there", "what"), [(True, "没有上一轮的"), (False, "没有找到上一轮的")])
def test_a_round_before_that_is_not_there_is_no_first_round(
    bureau: Bureau, capsys: Capture, *, there: bool, what: str
) -> None:
    """Whoever writes --before means one: everything would be new again."""
    before = bureau.top / "第一轮"
    if there:
        before.mkdir()

    assert cli.main(_command(bureau, "--before", str(before))) == 3

    assert what in capsys.readouterr().err
    assert not bureau.out.exists()


def test_a_new_roster_is_written_and_then_it_ends(tmp_path: Path, capsys: Capture) -> None:
    """Nothing else is asked for."""
    assert cli.main(["review", "--new-roster", str(tmp_path / "名单.xlsx")]) == 0
    assert "已生成" in capsys.readouterr().out
    assert cli.main(["review", "--new-roster", str(tmp_path / "名单.xlsx")]) == 4


@pytest.mark.parametrize("jobs", [1, 2, 20])
def test_work_that_crashes_hangs_or_raises_is_lost_alone(jobs: int) -> None:
    """All others have their results, in their order."""
    results = _pool.each(work, range(9), jobs, seconds=1.0)

    lost = {n: each.why for n, each in enumerate(results) if isinstance(each, _pool.Lost)}
    assert [each for each in results if not isinstance(each, _pool.Lost)] == [0, 10, 20, 40, 60, 80]
    assert {n: why[:5] for n, why in lost.items()} == {
        3: "处理时程序",
        5: "用时超过1",
        7: "处理时出错",
    }


def test_no_work_needs_no_process() -> None:
    """Nothing in, nothing out."""
    assert _pool.each(work, [], 4) == []


def test_a_document_on_which_the_work_is_lost_is_named_and_the_rest_goes_on(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is 无法核对, and a person is to look at it."""

    def each(function: object, items: list[object], jobs: int, seconds: float) -> list[object]:
        made = real(function, items, jobs, seconds)  # type: ignore[arg-type]
        return [_pool.Lost("处理时程序意外退出"), *made[1:]]

    real = _pool.each
    monkeypatch.setattr(_pool, "each", each)

    review = bureau.judge()

    states = {each.entry.unit: each.state for each in review.departments}
    assert [*states.values()].count(reviewing.State.UNREAD) >= 1
    assert reviewing.State.PUBLISHED in states.values()
    assert any("意外退出" in str(f) for one in review.departments for f in one.findings)


words = st.text(st.sampled_from("项目支出本年收入比占增长，。 "), min_size=1, max_size=12)
amounts = st.decimals(0, 10**6, places=2)


@given(words, words, amounts, amounts, st.integers(1, 90), st.integers(1, 90))
def test_a_finding_is_the_same_wherever_its_page_and_whatever_its_numbers(  # noqa: PLR0913, PLR0917 two of each
    before: str, after: str, amount: object, other: object, page: int, later: int
) -> None:
    """Numbers, pages and the number of the section do not count; words do."""

    def found(number: object, page: int, section: str, more: str = "") -> Finding:
        text = f"{before}{number}万元{after}{more}"
        return Finding(
            rule="r",
            severity=Severity.ERROR,
            page=page,
            section=section,
            snippet=text,
            message="。",
        )

    same = about(found(amount, page, "三、支出决算情况说明"))

    assert same == about(found(other, later, "五、支出决算情况说明"))
    assert same != about(found(amount, page, "三、收入决算情况说明"))
    assert same != about(found(amount, page, "三、支出决算情况说明", "另"))
