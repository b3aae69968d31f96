"""The how-to for a new 表样 is followed literally: one more edition, and no Python touched."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import every_edition
import pytest
from openpyxl import load_workbook

import juesuan_tables as jt
from juesuan_tables.cli import main

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "howto" / "new-year.md"
STEP = re.compile(
    r"```(?P<language>\S*)\n(?P<code>.*?)```\n"
    r"|把 `(?P<start>[^`]+)` 开头的一整段[^`]*贴到\n?`(?P<before>[^`]+)` 之前",
    re.DOTALL,
)
NEW, INPUT = Path("云溪2025.yaml"), Path("某局2025.yaml")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> list[str]:
    """Do all that the page says, in an empty folder with an input; return what was said."""
    monkeypatch.chdir(tmp_path)
    example = (ROOT / "examples" / "whole-2024.yaml").read_text(encoding="utf-8")
    INPUT.write_text(example.replace("年度: 2024\n", "年度: 2025\n"), encoding="utf-8")
    page, said = PAGE.read_text(encoding="utf-8"), [""]
    for step in STEP.finditer(page):
        match step["language"]:
            case "":
                for command in step["code"].splitlines():
                    name, *args = shlex.split(command)
                    assert name == "juesuan"
                    main(args)
                said.append("".join(capsys.readouterr()))
            case "diff":
                _replace(*_sides(step["code"]))
            case "yaml":
                for line in step["code"].splitlines():
                    (old,) = re.findall(rf"^{line.split(':')[0]}: .*$", _text(), re.MULTILINE)
                    _replace(old, line)
            case "text":
                _promise(step["code"], said[-1])
            case None:
                _move(step["start"], step["before"])
    return said


def _text() -> str:
    return NEW.read_text(encoding="utf-8")


def _replace(old: str, new: str) -> None:
    assert _text().count(old) == 1, old
    NEW.write_text(_text().replace(old, new), encoding="utf-8")


def _sides(diff: str) -> tuple[str, str]:
    """Return the lines before a change and those after it."""
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] != "+")
    new = "".join(line[1:] for line in lines if line[0] != "-")
    return old, new


def _move(start: str, before: str) -> None:
    """Cut the piece that begins with a line, up to the next of its kind, and paste it."""
    (piece,) = re.findall(rf"^{start}\n(?:   .*\n)*", _text(), re.MULTILINE)
    _replace(piece, "")
    _replace(f"{before}\n", f"{piece}{before}\n")


def _promise(shown: str, said: str) -> None:
    """Compare what the page shows with what was said; `make golden` writes it anew."""
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        page = page.replace(f"```text\n{shown}```\n", f"```text\n{said}```\n", 1)
        PAGE.write_text(page, encoding="utf-8", newline="\n")

    assert f"```text\n{said}```\n" in page


def test_the_new_edition_prints_what_the_page_promises(followed: list[str]) -> None:
    """Sheets in the new order under the new titles, the new class, the new section."""
    edition = jt.load_edition(NEW)
    (book,) = Path("输出").rglob("*.xlsx")
    (text,) = Path("输出").rglob("公开/*.txt")
    sheets = load_workbook(book).sheetnames

    assert followed
    assert sheets == [form.title for form in edition.forms]
    assert sheets[5:] == [
        "一般公共预算财政拨款基本支出决算表",
        "财政拨款“三公”经费支出决算表",
        "政府性基金预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款支出决算表",
    ]
    assert [form.table for form in edition.forms if not form.number] == ["three_public"]
    summary = load_workbook(book)[sheets[0]]
    labels = [cell.value for row in summary.iter_rows() for cell in row]
    assert "二十六、债务发行费用支出" in labels
    printed = text.read_text(encoding="utf-8")
    assert "十六、绩效管理制度建设情况" in printed
    assert "云溪市文化和旅游局2025年度部门决算" in printed


def test_the_new_edition_agrees_with_itself(followed: list[str]) -> None:
    """Every relation holds in it; what is missing is what its explanation asks for besides."""
    report = jt.build_report(jt.load_accounts(INPUT), str(NEW))

    wrong = [f for f in jt.check(report) if f.severity is jt.Severity.ERROR]

    assert followed
    assert {f.rule for f in wrong} <= {"text-missing", "measure-missing", "reason-missing"}


def test_the_page_names_no_python(followed: list[str]) -> None:
    """Whoever follows it edits one YAML file."""
    page = PAGE.read_text(encoding="utf-8")

    assert followed
    assert ".py" not in page
    assert {path.name for path in Path().iterdir()} == {INPUT.name, NEW.name, "输出"}


def test_the_new_edition_would_pass_the_tests_of_the_package(followed: list[str]) -> None:
    """Laid beside the shipped ones it has no error with facts that fill whatever it prints."""
    findings = jt.check(jt.build_report(every_edition.facts(str(NEW)), str(NEW)))

    assert followed
    assert [str(f) for f in findings if f.severity is jt.Severity.ERROR] == []
