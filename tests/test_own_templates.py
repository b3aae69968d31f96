"""What a user's own templates may replace, and what they can reach."""

from __future__ import annotations

import subprocess
import sys
from html import unescape
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.narrative._printing import Ledger, only_quotes
from juesuan_tables.narrative._view import View
from juesuan_tables.templating import SUFFIX, environment, page_environment, templates_dir

if TYPE_CHECKING:
    from pathlib import Path

THINGS = (
    "unit",
    "figure",
    "figure('expenditure.total.total')",
    "figure('expenditure.total.total').change",
    "gap",
    "definitions",
    "definitions()[0]",
    "tables",
    "tables[0]",
    "members",
    "categories('支出决算表')[0]",
    "vehicles",
    "thresholds",
    "self",
    "loop",
    "m",
    "caller",
    "piece",
    "range",
    "dict",
    "dict(a=unit)",
    "cycler",
    "cycler('a')",
    "joiner",
    "joiner(',')",
    "namespace",
    "namespace(a=unit)",
    "''",
    "''.format",
    "[]",
    "()",
    "{}",
    "none",
    "true",
    "7",
)
"""Whatever a template can lay hands on."""
INNER = (
    "__class__",
    "__init__",
    "__globals__",
    "__dict__",
    "__self__",
    "__func__",
    "_text",
    "_view",
)
REACHING = (
    "{{ X.NAME }}",
    "{{ X['NAME'] }}",
    "{{ X['NA' ~ 'ME'] }}",
    "{{ X | attr('NAME') }}",
    "{{ X | attr('NA' ~ 'ME') }}",
    "{{ [X] | map(attribute='NAME') | list }}",
    "{{ [X] | map('attr', 'NAME') | list }}",
    "{{ [X] | map(attribute='NAME') | join }}",
    "{{ [X] | selectattr('NAME') | list }}",
    "{{ [X] | groupby('NAME') }}",
    "{{ [X] | sum(attribute='NAME') }}",
    "{{ [X, X] | sort(attribute='NAME') }}",
    "{{ [X, X] | unique(attribute='NAME') | list }}",
    "{{ [X, X] | min(attribute='NAME') }}",
    "{{ '{0.NAME}'.format(X) }}",
    "{{ '{a.NAME}'.format(a=X) }}",
    "{{ '{a.NAME}'.format_map({'a': X}) }}",
    "{{ '{a.NAME}'.format_map(dict(a=X)) }}",
    "{{ ('{0.NAME}' | attr('format'))(X) }}",
    "{{ '{0.NAME}'['format'](X) }}",
    "{% set f = '{0.NAME}'.format %}{{ f(X) }}",
    "{{ ['{0.NAME}'] | map('attr', 'format') | list | first }}",
    "{{ '{0:{1.NAME}}'.format('', X) }}",
    "{{ ('{0.NAME}' | escape).format(X) }}",
    "{% set X.NAME = 1 %}{{ X.NAME }}",
)
SCENE = """{% import '_piece.j2' as piece %}{% macro m() %}{{ caller() }}{% endmacro %}
{% for x in [1] %}{% macro called(caller) %}ATTACK{% endmacro %}{{ called(called) }}{% endfor %}"""
"""Where all of the things are there at once."""


def test_what_a_page_prints_is_escaped(tmp_path: Path) -> None:
    """A unit's text becomes no markup, whoever wrote the page's template."""
    (tmp_path / "_piece.j2").write_text("<p>{{ unit }}</p>", encoding="utf-8")

    page = page_environment(tmp_path).render("_piece", {"unit": "<b>某局</b>"})

    assert page == "<p>&lt;b&gt;某局&lt;/b&gt;</p>"


@pytest.mark.parametrize(
    ("source", "said"),
    [("{{ nothing }}", "没有“nothing”这个名称"), ("{{ empty }}", "没有可以印的")],
)
def test_a_page_prints_nothing_by_mistake(tmp_path: Path, source: str, said: str) -> None:
    """A missing name and a missing value are errors there, too."""
    (tmp_path / "_piece.j2").write_text(source, encoding="utf-8")

    with pytest.raises(jt.TemplateError, match=said):
        page_environment(tmp_path).render("_piece", {"empty": None})


def test_a_mistyped_name_is_refused_for_the_page_too(tmp_path: Path) -> None:
    """Templates of the wording may lie in the same folder; what is neither is a mistake."""
    (tmp_path / "expenditure.j2").write_text("支出", encoding="utf-8")
    page_environment(tmp_path)
    (tmp_path / "paeg.j2").write_text("支出", encoding="utf-8")

    with pytest.raises(jt.TemplateError, match=r"paeg\.j2：没有叫这个名字的模板"):
        page_environment(tmp_path)


def test_no_template_of_the_page_shares_its_name_with_one_of_the_wording() -> None:
    """A user's file of that name would replace both."""
    pages = {path.name for path in (templates_dir() / "page").glob(f"*{SUFFIX}")}
    others = {
        path.name for path in templates_dir().glob(f"*/*{SUFFIX}") if path.parent.name != "page"
    }

    assert pages & others == set()


@settings(max_examples=10)
@given(strategies.accounts())
def test_the_shipped_wording_says_the_same_in_the_sandbox(accounts: jt.Accounts) -> None:
    """A folder that is empty has them rendered there: they name and call nothing it forbids."""
    report = jt.build_report(accounts)

    with TemporaryDirectory() as empty:
        assert jt.narrate(report, empty) == jt.narrate(report)


def _said(report: jt.Report, own: Path, source: str) -> str:
    """Return what a template prints, or the error."""
    view = View(report, Ledger())
    (own / "_piece.j2").write_text("{% set a = 1 %}", encoding="utf-8")
    (own / "_attack.j2").write_text(source, encoding="utf-8")
    try:
        return environment("hunan", own, only_quotes).render("_attack", view.context())
    except jt.TemplateError as error:
        return str(error)


@settings(max_examples=max(300, settings().max_examples))
@given(st.sampled_from(THINGS), st.sampled_from(INNER), st.sampled_from(REACHING))
def test_what_is_inside_a_thing_cannot_be_reached(
    lusong: jt.Report,
    tmp_path_factory: pytest.TempPathFactory,
    thing: str,
    inner: str,
    reaching: str,
) -> None:
    """No name that begins with _, of nothing, in no way: it is refused, with the place."""
    attack = reaching.replace("NA' ~ 'ME", f"{inner[:3]}' ~ '{inner[3:]}").replace("NAME", inner)

    said = _said(
        lusong,
        tmp_path_factory.getbasetemp(),
        SCENE.replace("ATTACK", attack.replace("X", thing)),
    )

    python_type = f"dict['{inner}']"  # the name of a type, not something in it
    assert said.startswith("错误 模板 _attack.j2 第2行：") or unescape(said).endswith(python_type)


@pytest.mark.parametrize(
    "changing",
    [
        "members.append(unit)",
        "members.clear()",
        "members.sort()",
        "tables.pop()",
        "categories('支出决算表').reverse()",
        "definitions()[0].update(term=unit)",
        "dict(a=unit).clear()",
        "[1].append(2)",
        "(members.append)(unit)",
        "(members | attr('append'))(unit)",
        "members['append'](unit)",
        "[members] | map('attr', 'append') | list | first",
    ],
)
def test_nothing_can_be_changed(lusong: jt.Report, tmp_path: Path, changing: str) -> None:
    """Neither what the template was given nor what it made itself."""
    said = _said(lusong, tmp_path, f"支出\n{{{{ {changing} }}}}")

    assert said == (
        "错误 模板 _attack.j2 第2行：用了不允许的写法，模板只能读取给出的名称。请删去这一处。"
    )


@pytest.mark.parametrize("how", ["include", "import", "extends"])
def test_no_file_outside_the_folder_can_be_read(
    lusong: jt.Report, tmp_path: Path, how: str
) -> None:
    """Not upwards, not from the root, not through a link."""
    (tmp_path / "secret.j2").write_text("秘密", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "_link.j2").symlink_to(tmp_path / "secret.j2")
    (own / "_folder").symlink_to(tmp_path, target_is_directory=True)
    after = " as secret" if how == "import" else ""

    for name in ("../secret.j2", f"{tmp_path}/secret.j2", "./../secret.j2", "x/../../secret.j2"):
        assert f"没有找到“{name}”这个模板" in _said(lusong, own, f"{{% {how} '{name}'{after} %}}")
    for name in ("_link.j2", "_folder/secret.j2"):
        said = _said(lusong, own, f"支出\n{{% {how} '{name}'{after} %}}")
        assert f"第2行：“{name}”是指向文件夹以外的链接" in said


def test_a_link_to_the_folder_itself_is_no_link_to_elsewhere(
    lusong: jt.Report, tmp_path: Path
) -> None:
    """What counts is where a template really lies."""
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "real", target_is_directory=True)

    assert _said(lusong, tmp_path / "linked", "{% include '_piece.j2' %}支出") == "支出"


@pytest.mark.parametrize(
    "token", ["\\ufdd0\\ufddb\\ufdd1", "\\ufdd0" + "\\ufddb" * 5000 + "\\ufdd1"]
)
def test_a_quote_cannot_be_made_up(lusong: jt.Report, tmp_path: Path, token: str) -> None:
    """The marks that stand for one are refused where no quote was printed."""
    (tmp_path / "organisation.j2").write_text(f'支出{{{{ "{token}" }}}}', encoding="utf-8")

    with pytest.raises(jt.TemplateError, match=r"模板 organisation\.j2：过滤器截断了"):
        jt.narrate(lusong, templates=tmp_path)


def test_a_script_needs_no_main_guard(example: Path, tmp_path: Path) -> None:
    """The other process imports the package, not the script; its folder is the caller's."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "expenditure.j2").write_text("甲{{ year }}乙", encoding="utf-8")
    (tmp_path / "script.py").write_text(
        "import os, sys\nimport juesuan_tables as jt\nprint('once')\n"
        "report = jt.build_report(jt.load_accounts(sys.argv[1]))\n"
        "assert '甲2018乙' in jt.text(report, 'own').decode()\n"
        "os.chdir('own')\n"
        "assert '甲2018乙' in jt.text(report, '.').decode()\n",
        encoding="utf-8",
    )

    run = subprocess.run(
        [sys.executable, "script.py", example], cwd=tmp_path, capture_output=True, check=False
    )

    assert (run.returncode, run.stdout.split(), run.stderr) == (0, [b"once"], b"")
