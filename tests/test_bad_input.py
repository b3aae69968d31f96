"""Whatever is wrong with an input, the officer is told so in Chinese and nothing is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import NoReturn

import bad_workbooks
import pytest
from bad_documents import BOMB
from bad_documents import CASES as TYPED
from bad_inputs import BAD_INPUT, BUILD, GOOD, HEAD, NAME, Case
from golden_files import golden

from juesuan_tables.cli import main

Capture = pytest.CaptureFixture[str]

OTHERS_WORDS = re.compile(r"“CSV UTF-8”|juesuan-tables\[audit\]")
"""What Excel and pip call it."""
ENGLISH = re.compile(r"[A-Za-z']+ [A-Za-z']+|(Error|Exception|Traceback)\b|juesuan_tables")
COMMAND = re.compile(r"juesuan( build| explain| convert| new)? -h|juesuan\[audit\]")
LINE = re.compile(r"未生成 .+|错误 .+。|……还有 \d+ 条没有显示。")
SHOWN_IN_GOLDEN = 6
"""Lines of one message in the golden file; the rest are counted."""
MEMORY = 20_000_000
CASES = (*TYPED, *bad_workbooks.CASES)
IDS = [case.id for case in CASES]


@pytest.fixture(autouse=True)
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, so that messages name files as the officer did."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _lay_out(case: Case, folder: Path) -> None:
    """Write the files of a case; an earlier case's may lie there."""
    for name, content in case.files.items():
        if content is None:
            (folder / name).mkdir(exist_ok=True)
        else:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)


def _everything_in(folder: Path) -> dict[str, bytes | None]:
    """Return all files and folders, and what is in the files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def _said(case: Case, folder: Path, capsys: Capture) -> list[str]:
    """Run a case and return the lines on stderr."""
    _lay_out(case, folder)
    main(case.args)
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_bad_input_ends_in_its_exit_code_and_writes_nothing(
    case: Case, workshop: Path, capsys: Capture
) -> None:
    """Exit 3 for input and templates, 4 for the output, 2 for usage; no file and no folder."""
    _lay_out(case, workshop)
    before = _everything_in(workshop)

    code = main(case.args)

    assert code == case.code
    assert not capsys.readouterr().out
    assert _everything_in(workshop) == before


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_bad_input_is_answered_in_chinese_with_place_and_expectation(
    case: Case, workshop: Path, capsys: Capture
) -> None:
    """A printable line a problem, no English sentence, and the words it cannot do without."""
    lines = _said(case, workshop, capsys)

    assert [line for line in lines if not (LINE.fullmatch(line) and line.isprintable())] == []
    assert ENGLISH.findall(OTHERS_WORDS.sub("", COMMAND.sub("", "\n".join(lines)))) == []
    assert [words for words in case.says if words not in "\n".join(lines)] == []


@pytest.mark.parametrize(
    ("file", "cases"),
    [("bad-input.txt", TYPED), ("bad-workbooks.txt", bad_workbooks.CASES)],
    ids=["typed", "workbooks"],
)
def test_the_messages_are_those_that_were_read_aloud(
    file: str,
    cases: tuple[Case, ...],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    """Someone who knows no Python must understand where and what to do; so they were read."""
    texts = []
    for case in cases:
        folder = tmp_path_factory.mktemp("case")
        monkeypatch.chdir(folder)
        lines = _said(case, folder, capsys)
        if len(lines) > SHOWN_IN_GOLDEN:
            lines[SHOWN_IN_GOLDEN:] = [f"（以下略，共 {len(lines)} 行）"]
        texts.append("\n".join([case.id, *lines]))

    golden(file, "\n\n".join(texts) + "\n")


MANY = """\
年度: 二〇一八
单位名称: 某局
公开主体: 机关
批复日期: 昨天
新设: 也许
电话: 12345
科目名称:
  "2010": 行政
支出:
  - 功能科目: "99"
    支出性质: 基本开支
    资金性质: 非财政拨款
    金额: 一百
  - 功能科目: "201"
    支出性质: 基本支出
    资金性质: 非财政拨款
收入: 无
其他数据:
  - {数据项: 饭费, 数值: 1}
说明:
  - {类别: 正文, 内容: 某}
"""
IN_ORDER = [
    "“年度”：填的是“二〇一八”",
    "“公开主体”：填的是“机关”",
    "“批复日期”：填的是“昨天”",
    "“新设”：填的是“也许”",
    "有不认识的“电话”",
    "科目名称“2010”：填的是“2010”",
    "支出第1条“功能科目”：填的是“99”",
    "支出第1条“支出性质”：填的是“基本开支”",
    "支出第1条“金额”：填的是“一百”",
    "支出第2条：没有填写“金额”",
    "“收入”：填的是“无”",
    "其他数据第1条“数据项”：填的是“饭费”",
    "说明第1条：“指标”和“主题”都没有填，应填其中一项",
]


def test_all_problems_come_at_once_in_the_order_of_the_file(
    workshop: Path, capsys: Capture
) -> None:
    """Nobody should have to run the command thirteen times to mend thirteen mistakes."""
    (workshop / NAME).write_text(MANY, encoding="utf-8")

    code = main(BUILD)

    _, *lines = capsys.readouterr().err.splitlines()
    assert code == BAD_INPUT
    assert [words for words, line in zip(IN_ORDER, lines, strict=True) if words not in line] == []


def test_problems_within_one_line_come_in_its_order(workshop: Path, capsys: Capture) -> None:
    """A record in braces is read from left to right."""
    record = "{资金性质: 甲, 金额: 乙, 功能科目: 丙, 支出性质: 丁}"
    (workshop / NAME).write_text(f"{HEAD}支出:\n  - {record}\n", encoding="utf-8")

    main(BUILD)

    found = re.findall("填的是“(.)”", capsys.readouterr().err)
    assert found == ["甲", "乙", "丙", "丁"]


def test_more_than_fifty_problems_are_counted(workshop: Path, capsys: Capture) -> None:
    """Fifty lines are printed, and how many more there are."""
    lines = HEAD + "支出:\n" + "  - 无\n" * 63
    (workshop / NAME).write_text(lines, encoding="utf-8")

    code = main(BUILD)

    _, *problems, rest = capsys.readouterr().err.splitlines()
    assert code == BAD_INPUT
    assert len(problems) == 50
    assert rest == "……还有 13 条没有显示。"


def test_a_bad_input_does_not_keep_the_others_from_being_made(
    workshop: Path, capsys: Capture
) -> None:
    """Every input has its own answer; the worst exit code wins."""
    (workshop / NAME).write_text(GOOD, encoding="utf-8")
    other = GOOD.replace("某局", "乙局")
    (workshop / "乙局.yaml").write_text(other, encoding="utf-8")

    (workshop / "再来.yaml").write_text(GOOD, encoding="utf-8")

    code = main(["build", "没有.yaml", NAME, "再来.yaml", "乙局.yaml", "-o", "成果"])

    said = capsys.readouterr().err
    assert code == BAD_INPUT
    assert "错误 没有.yaml：没有找到这个文件" in said
    assert "是同一单位“某局”" in said
    built = {path.parent.name for path in (workshop / "成果").glob("*/公开")}
    assert built == {"某局", "乙局"}


def test_a_file_that_may_not_be_read_is_said_to_be_so(
    workshop: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Permissions are named as what is wrong; root may read everything, so it is refused here."""

    def refuse(_path: Path, _mode: str) -> NoReturn:
        raise PermissionError

    (workshop / NAME).write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)

    code = main(BUILD)

    assert code == BAD_INPUT
    assert f"错误 {NAME}：文件读不出来（没有权限" in capsys.readouterr().err


def test_aliases_are_never_unfolded(workshop: Path) -> None:
    """Ten lines that stand for nine to the tenth texts are refused at once, in little memory."""
    _lay_out(BOMB, workshop)
    tracemalloc.start()
    began = time.perf_counter()

    code = main(BOMB.args)

    seconds = time.perf_counter() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == BAD_INPUT
    assert seconds < 1
    assert peak < MEMORY


def _in_a_process(*args: str, encoding: str) -> tuple[int, str, str]:
    """Run the command as a program; return exit code, stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "juesuan_tables.cli", *args],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_program_answers_bad_input_on_any_console(workshop: Path, encoding: str) -> None:
    """In a process of its own, on a console that knows GBK only, it says the same."""
    content = GOOD.replace("793810.00", "一百✔")
    (workshop / NAME).write_text(content, encoding="utf-8")
    mark = "✔" if encoding == "utf-8" else "?"

    code, out, err = _in_a_process(*BUILD, encoding=encoding)

    assert (code, out) == (BAD_INPUT, "")
    assert f"错误 {NAME} 支出第1条“金额”：填的是“一百{mark}”，应为以元为单位" in err


def test_the_program_answers_wrong_usage() -> None:
    """A missing option is exit 2 and one Chinese line."""
    code, out, err = _in_a_process("build", NAME, encoding="utf-8")

    assert (code, out) == (2, "")
    assert err.startswith("错误 缺少选项 -o/--out")
