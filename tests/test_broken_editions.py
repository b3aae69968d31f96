"""Whatever is wrong with an edition's file, it is said in Chinese with its line, all at once."""

from __future__ import annotations

import copy
import json
import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import every_edition
import pytest
from broken_editions import BROKEN
from broken_forms import FOLDER, NAME, Broken, shipped
from golden_files import golden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables import strict_yaml
from juesuan_tables.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.strict_yaml import Trail, Tree


Capture = pytest.CaptureFixture[str]
ENGLISH = re.compile(r"[A-Za-z']+ [A-Za-z']+|(Error|Exception|Traceback)\b|juesuan_tables")
ROOT = Path(__file__).parent.parent
BUILD = ["build", str(ROOT / "examples" / "lusong-2018.yaml"), "-e", NAME, "-o", "输出"]
LINE = re.compile(rf"错误 {NAME}( 第\d+行)?：.+。")
SHOWN = 500
"""Characters of a message in the golden file."""


@pytest.fixture(autouse=True)
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, so that messages name the file as the user did."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _said(case: Broken, capsys: Capture) -> list[str]:
    """Build with a broken edition and return what is said of it."""
    match case.content:
        case None:
            Path(NAME).mkdir(exist_ok=True)
        case bytes():
            Path(NAME).write_bytes(case.content)
        case _:
            Path(NAME).write_text(case.content, encoding="utf-8")
    assert main(BUILD) == 3
    captured = capsys.readouterr()
    assert not captured.out
    return captured.err.splitlines()[1:]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.id)
def test_a_broken_edition_builds_nothing_and_says_where_and_what(
    case: Broken, workshop: Path, capsys: Capture
) -> None:
    """Exit 3, no file; a Chinese line a problem, with the words it cannot do without."""
    lines = _said(case, capsys)

    assert [path.name for path in workshop.iterdir()] == [NAME]
    assert lines
    assert [line for line in lines if not (LINE.fullmatch(line) and line.isprintable())] == []
    assert ENGLISH.findall("\n".join(lines)) == []
    assert [words for words in case.says if words not in "\n".join(lines)] == []


def test_the_messages_are_those_that_were_read_aloud(capsys: Capture, workshop: Path) -> None:
    """Whoever writes an edition knows YAML by sight and no Python."""
    assert len({case.id for case in BROKEN}) == len(BROKEN)
    texts = []
    for case in BROKEN:
        lines = [f"{line[:SHOWN]}……" if len(line) > SHOWN else line for line in _said(case, capsys)]
        texts.append("\n".join([case.id, *lines]))
        _clear(workshop)

    golden("broken-editions.txt", "\n\n".join(texts) + "\n")


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.rmdir() if path.is_dir() else path.unlink()


def test_all_problems_come_at_once_in_the_order_of_the_file(capsys: Capture) -> None:
    """Fields come first, all of them; then whatever does not hold together, all of it."""
    content = (
        shipped("mof-2018")
        .replace("wording: hunan", "wording: hubei")
        .replace('code: "202"', 'code: "20"')
        .replace("title: 收入决算表", "title: 收入{决算表")
        .replace("key: project, ", "key: projects, ")
        .replace("income_expenditure_summary.income_total.amount", "收入")
    )

    lines = _said(Broken("many", content, ()), capsys)

    numbers = [int(match[1]) for line in lines if (match := re.search(r"第(\d+)行", line))]
    assert numbers == sorted(numbers)
    for words in ("hubei", "“20”", "收入{决算表", "projects", "“收入”"):
        assert [line for line in lines if words in line]


def test_a_missing_file_is_named(capsys: Capture, workshop: Path) -> None:
    """A path that leads nowhere is bad input, as an unknown id is bad usage."""
    assert main(BUILD) == 3
    assert f"错误 {NAME}：没有找到这个文件。" in capsys.readouterr().err
    assert [*workshop.iterdir()] == []


# --- any change of any file -----------------------------------------------------------------

PIECES = st.sampled_from([
    "", "0", "-1", "99", "nan", "inf", "1e400", "true", "first", "last", "blank", "甲" * 40,
    "{unit}", "{foo}", "}{", "201", "20101", "30199", "301", "total", "amount", "code", "label",
    "line", "outturn", "initial_budget", "full_year_budget", "general_public_budget_income",
    "basic", "project", "expenditure.total.total", "measures.meeting_expense.amount", "a.b.c",
    "members", "_phrases", "glossary", "../hunan", "hunan", "shanghai", "部门职责", "=1+1",
    [], {}, ["x"], {"x": "y"},
])  # fmt: skip


@cache
def _tree(name: str) -> Tree:
    return strict_yaml.read(FOLDER / f"{name}.yaml").tree


def _places(tree: Tree, trail: Trail = ()) -> Iterator[Trail]:
    """Yield the place of every node but the root's."""
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, node in [] if isinstance(tree, str) else steps:
        yield (*trail, step)
        yield from _places(node, (*trail, step))


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, Tree]:
    """Draw a shipped edition with one to three nodes deleted, doubled, moved or replaced."""
    name = draw(st.sampled_from(jt.edition_ids()))
    tree = copy.deepcopy(_tree(name))
    for _ in range(draw(st.integers(1, 3))):
        places = [*_places(tree)]
        *trail, step = draw(st.sampled_from(places))
        around = _at(tree, tuple(trail))
        action = draw(st.sampled_from(["delete", "double", "replace", "copy", "swap"]))
        if action == "delete":
            del around[step]
        elif action == "double" and isinstance(around, list):
            around.insert(draw(st.integers(0, len(around))), copy.deepcopy(around[int(step)]))
        elif action == "swap":
            other = draw(st.sampled_from([*_keys(around)]))
            around[step], around[other] = around[other], around[step]
        elif action == "copy":
            around[step] = copy.deepcopy(_at(tree, draw(st.sampled_from(places))))
        else:
            around[step] = copy.deepcopy(draw(PIECES))
    return name, tree


def _at(tree: Tree, trail: Trail) -> Any:  # noqa: ANN401 a list or a dict, as the trail has it
    """Return a node."""
    node: Any = tree
    for step in trail:
        node = node[step]
    return node


def _keys(node: list[Tree] | dict[str, Tree]) -> list[str | int]:
    """Return what one may put into a node's brackets."""
    return [*node] if isinstance(node, dict) else [*range(len(node))]


@given(mutants())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_edition_is_refused_or_prints_or_says_why_not(mutant: tuple[str, Tree]) -> None:
    """Whatever is deleted, doubled or replaced, nothing but a JuesuanError ever comes of it."""
    name, tree = mutant
    Path(NAME).write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")

    with suppress(jt.JuesuanError):
        jt.load_edition(NAME)
        report = jt.build_report(every_edition.facts(name), NAME)
        assert jt.workbook(report)
        assert jt.text(report)
        jt.check(report)
