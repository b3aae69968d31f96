"""The documentation is true: what it shows was run, what it lists is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import reference_pages
from faults_in_the_code import FAULTS

import juesuan_tables as jt
from juesuan_tables.cli import main
from juesuan_tables.narrative import _rows, _view, _views
from juesuan_tables.narrative._printing import Ledger

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TUTORIAL = (ROOT / "docs" / "tutorial" / "first-publication.md").read_text(encoding="utf-8")
OWN_WORDING = (ROOT / "docs" / "howto" / "own-wording.md").read_text(encoding="utf-8")


def _blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language, in order."""
    blocks = re.findall(r"```(\w*)\n(.*?)```\n", text, re.DOTALL)
    return [code for name, code in blocks if name == language]


@pytest.mark.parametrize("name", reference_pages.pages())
def test_the_reference_says_what_the_code_does(name: str) -> None:
    """docs/reference is generated; `make golden` writes it anew."""
    path = ROOT / "docs" / "reference" / name
    page = reference_pages.pages()[name]
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(page, encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Relative links name files that exist."""
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_its_two_commands_first(name: str) -> None:
    """A newcomer types `make demo` and `make test`, and both are in the Makefile."""
    readme = (ROOT / name).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    commands = re.findall(r"^    (\w+ [\w-]+)", readme, re.MULTILINE)

    assert commands[:2] == ["make demo", "make test"]
    assert all(
        re.search(rf"^{command.split()[1]}:", makefile, re.MULTILINE) for command in commands[:2]
    )


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    """Copied into a file and run beside the examples, it does what it says."""
    (code,) = _blocks((ROOT / "README.md").read_text(encoding="utf-8"), "python")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "script.py").write_text(code, encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-X", "utf8", "script.py"], cwd=tmp_path, capture_output=True, check=True
    )

    assert "支出决算表 合计 项目支出：94.30万元" in run.stdout.decode()
    assert list((tmp_path / "out").rglob("*.xlsx"))


def test_the_tutorial_goes_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed word for word it shows what it promises: findings, then none, then an error."""
    monkeypatch.chdir(tmp_path)
    facts, reasons = _blocks(TUTORIAL, "yaml")
    shown = _blocks(TUTORIAL, "")
    file = Path("某局2018.yaml")
    build = ["build", "某局2018.yaml", "-o", "输出"]

    file.write_text(facts, encoding="utf-8")
    assert main(build) == 1
    out = capsys.readouterr().out
    assert _said(shown, "错误 14 条") in out
    for line in _said(shown, "没有变动原因").splitlines():
        assert line in out
    file.write_text(facts + reasons, encoding="utf-8")
    assert main(build) == 0
    assert _said(shown, "错误 0 条") in capsys.readouterr().out
    text = Path("输出/某市某局/公开/某市某局2018年度部门决算.txt").read_text(encoding="utf-8")
    assert _said(shown, "增长9.61%") in text
    assert main(["explain", "某局2018.yaml", "支出决算表.合计.基本支出"]) == 0
    assert _said(shown, "← 某局2018.yaml") in capsys.readouterr().out
    wrong = facts.replace(
        "基本支出, 资金性质: 一般公共预算财政拨款, 金额: 1234567.89",
        "基本支出, 资金性质: 一般公共预算财政拨款, 金额: 一百",
    )
    file.write_text(wrong, encoding="utf-8")
    assert main(build) == 3
    assert _said(shown, "填的是“一百”") in capsys.readouterr().err


def _said(blocks: list[str], words: str) -> str:
    """Return the block of output that holds some words."""
    return next(block for block in blocks if words in block)


def test_the_template_of_the_how_to_works(lusong: jt.Report, tmp_path: Path) -> None:
    """Pasted into a file of that name, it prints a sentence."""
    (template,) = _blocks(OWN_WORDING, "jinja")
    (tmp_path / "expenditure.j2").write_text(template, encoding="utf-8")

    text = jt.text(lusong, templates=tmp_path).decode()

    assert (
        "株洲市芦淞区政务服务中心2018年度支出合计360.59万元，其中基本支出266.29万元，占73.85%。"
        in text
    )


def test_the_how_to_names_everything_that_a_template_may_use(lusong: jt.Report) -> None:
    """Every name of the context and every public attribute of a quote stands in its tables."""
    context = _view.View(lusong, Ledger()).context()
    attributes = [
        name
        for quote in (
            _views.FigureQuote,
            _views.ChangeQuote,
            _views.CountQuote,
            _rows.TableQuote,
            _rows.SubjectRow,
            _rows.ProjectQuote,
        )
        for name in dir(quote)
        if not name.startswith("_")
    ]

    missing = [name for name in [*context, *attributes] if name not in OWN_WORDING]

    assert missing == []
    templates = {path.name for path in (ROOT / "templates").glob("*/*.j2")}
    assert [name for name in templates if f"`{name}`" not in OWN_WORDING] == []


def test_contributing_lists_every_planted_fault_and_each_can_still_be_planted() -> None:
    """`make faults` plants them; what it replaces must stand in the file exactly once."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    for fault in FAULTS:
        assert f"| {fault.what} | `{fault.file}` | `{fault.tests}` |" in page
        assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.right) == 1
    assert len(FAULTS) >= 8


def test_the_changelog_and_the_package_know_the_same_version() -> None:
    """A version is released when the changelog has a heading for it."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert f'version = "{jt.__version__}"' in pyproject
    assert "## Unreleased" in changelog or f"## {jt.__version__}" in changelog


def test_the_design_page_names_every_room() -> None:
    """The page describes the code as it is."""
    page = (ROOT / "docs" / "explanation" / "design.md").read_text(encoding="utf-8")
    rooms = {
        path.stem for path in (ROOT / "juesuan_tables").iterdir() if path.suffix in {".py", ""}
    }

    assert [room for room in rooms - {"__init__", "__pycache__"} if room not in page] == []
