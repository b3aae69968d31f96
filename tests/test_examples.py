"""Each example runs as it is written, and does what its first lines say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import juesuan_tables as jt

ROOT = Path(__file__).parent.parent
LUSONG = "examples/lusong-2018.yaml"


def _run(script: str, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-X", "utf8", f"examples/{script}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode()


def test_one_unit_is_published_and_its_findings_printed(tmp_path: Path) -> None:
    """Nine files, and the hints that the head of the file names."""
    printed = _run("one_unit.py", LUSONG, str(tmp_path), code=1)

    files = [line for line in printed.splitlines() if line.startswith("已生成 ")]
    assert len(files) == 9
    assert all(Path(line.removeprefix("已生成 ")).is_file() for line in files)
    assert "[reason-repeated]" in printed
    assert "[project-total]" in printed


def test_one_unit_answers_a_bad_input_without_a_traceback(tmp_path: Path) -> None:
    """The error's own text and exit code are enough."""
    printed = _run("one_unit.py", "examples/没有.yaml", str(tmp_path), code=3)

    assert printed.startswith("错误 没有.yaml")


def test_departments_of_a_city_are_added_up() -> None:
    """“三公” of both and of all, a row each; texts are the city's own to write."""
    printed = _run("consolidate.py", "某市", "examples/whole-2018.yaml", LUSONG, code=1)

    assert "汇总的单位共3个，其中行政单位2个、事业单位1个。" in printed
    rows = [line.split(" ")[0] for line in printed.splitlines()]
    assert {"合计", "云溪市文化局", "株洲市芦淞区政务服务中心"} <= {*rows}
    assert "[text-missing]" in printed


def test_own_rules_speak_beside_the_shipped_ones() -> None:
    """The formula holds for this unit; the missing day is pointed out."""
    printed = _run("own_check.py", LUSONG)

    assert "[late]" in printed
    assert "[project-within-basic]" not in printed
    assert "[reason-repeated]" in printed


def test_a_sentence_is_explained_down_to_its_records() -> None:
    """The total, the change and the rate: this year's records and last year's."""
    printed = _run("explain.py", LUSONG, "收、支总计")

    assert printed.startswith("2018年度收、支总计360.59万元。")
    assert "15.88%" in printed
    assert "← lusong-2018.yaml 收入第1条" in printed
    assert "上年 收入支出决算总表.收入总计.金额：311.18万元" in printed


def test_own_wording_takes_the_place_of_one_section() -> None:
    """The first section is ours, the others are the shipped ones."""
    printed = _run("own_wording.py", LUSONG)

    assert "收入比2017年增加49.41万元，增幅15.88%。\n原因：" in printed
    assert "三、支出决算情况说明\n本年支出合计360.59万元" in printed


def test_a_ledger_is_published_and_explained_down_to_its_rows(tmp_path: Path) -> None:
    """Five of its rows are one fact; a file that is no ledger is answered without a traceback."""
    printed = _run("from_records.py", "examples/ledger-2022.csv", str(tmp_path))

    assert "已生成" in printed
    assert "2010301 行政运行 基本支出：94.76万元（947,647.89元） ← 明细 第1行等共5行" in printed
    answer = _run("from_records.py", "examples/lusong-2018.yaml", str(tmp_path), code=3)
    assert answer.startswith("错误 明细 第1行：没有“功能科目”")


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.yaml")), ids=lambda p: p.name)
def test_every_example_file_is_built_without_an_error(path: Path) -> None:
    """What we hand out as a model has nothing wrong in it, but for what was really published so."""
    findings = jt.check(jt.build_report(jt.load_accounts(path)))

    wrong = [finding.rule for finding in findings if finding.severity is jt.Severity.ERROR]
    assert wrong == (["project-total"] if path.name == Path(LUSONG).name else [])


def test_a_finished_document_is_audited_and_its_words_shown() -> None:
    """A rate over the wrong year, a share that is not one: each with the words that say so."""
    printed = _run("audit_document.py", "examples/published-2023.md", code=1)

    errors = [line for line in printed.splitlines() if line.startswith("错误 ")]
    assert [line[line.rindex("[") :] for line in errors] == ["[text-growth]", "[text-share]"]
    assert "8.42%" in errors[0]
    assert "增加40.40万元，增长7.76%】" in printed
    assert "23.06%" in errors[1]
    assert "没有看懂：()" in printed
    answer = _run("audit_document.py", "examples/没有.pdf", code=3)
    assert answer.startswith("错误 没有.pdf")


def test_every_script_among_the_examples_is_run_here() -> None:
    """An example that no test runs would rot."""
    tests = Path(__file__).read_text(encoding="utf-8")

    scripts = [path.name for path in ROOT.glob("examples/*.py")]
    assert len(scripts) == 7
    assert [name for name in scripts if f'"{name}"' not in tests] == []
