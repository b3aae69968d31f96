"""Whatever a file holds, reading it ends in facts or in an error of ours."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.terms import TABLES, glossary

if TYPE_CHECKING:
    from pathlib import Path

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

TERMS = sorted({*glossary(), *glossary().values(), *TABLES, *TABLES.values(), "三公经费"})
VALUES = ["201", "2010301", "30201", "2018", "mof-2018", "1.00", "-0.01", "是", "2019-08-30"]
FIGURES = ["支出决算表.合计.合计", "expenditure.total.total", "measures.meeting_expense.amount"]
PUNCTUATION = "[]{}:,-&*!|>'\"#%@`?~ \n\t\\x0u.年：，"

encodable = st.characters(exclude_categories=["Cs"])
words = st.sampled_from([*TERMS, *VALUES, *FIGURES])
texts = words | st.text(encodable, max_size=8) | st.text(PUNCTUATION, max_size=12)
trees: st.SearchStrategy[Tree] = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=20,
)
SOUND: dict[str, Tree] = {
    "单位名称": "某局",
    "公开主体": "部门",
    "年度": "2018",
    "表样": "mof-2018",
    "新设": "否",
    "批复日期": "2019-08-30",
    "所属单位": [{"名称": "某局本级", "类别": "行政单位"}],
    "科目名称": {"2010301": "行政运行"},
    "收入": [{"功能科目": "2010301", "类别": "事业收入", "金额": "1.00"}],
    "支出": [
        {
            "功能科目": "2010301",
            "支出性质": "基本支出",
            "资金性质": "一般公共预算财政拨款",
            "金额": "1.00",
            "出处": "某表",
        }
    ],
    "结转结余": [{"类别": "年初结转和结余", "资金性质": "非财政拨款", "金额": "1.00"}],
    "预算": [
        {
            "功能科目": "2010301",
            "资金性质": "一般公共预算财政拨款",
            "预算阶段": "年初预算",
            "金额": "2.00",
        }
    ],
    "原表合计": [{"指标": FIGURES[0], "所属期": "上年", "金额": "3.00", "误差": "0.00"}],
    "其他数据": [{"数据项": "其他用车", "数值": "1"}],
    "说明": [{"指标": FIGURES[0], "类别": "变动原因", "内容": "人员增加"}],
    "专项": [
        {
            "名称": "某项目",
            "资金额": "1.00",
            "资金使用": [{"经济科目": "30201", "金额": "1.00"}],
            "文字": {"绩效目标": "做好"},
        }
    ],
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that every example writes anew."""
    return tmp_path_factory.mktemp("arbitrary") / "某局.yaml"


def _build(file: Path) -> None:
    """Read, lay out and narrate what the file states, or fail as promised."""
    with suppress(jt.InputError, jt.EditionError):
        report = jt.build_report(jt.load_accounts(file))
        jt.check(report)
        jt.text(report)


def _write(file: Path, tree: Tree) -> None:
    """Write a tree as YAML."""
    file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")


@st.composite
def nearly_sound(draw: st.DrawFn) -> Tree:
    """Sound facts in which one place, anywhere, holds something arbitrary."""

    def replaced(tree: Tree) -> Tree:
        if isinstance(tree, str) or draw(st.integers(0, 4)) == 0:
            return draw(trees)
        if isinstance(tree, list):
            return [*map(replaced, tree), *draw(st.lists(st.sampled_from(tree), max_size=1))]
        key = draw(st.sampled_from(list(tree)))
        return tree | {draw(st.just(key) | words): replaced(tree[key])}

    return replaced(SOUND)


@given(content=st.binary() | st.text(encodable).map(str.encode))
def test_arbitrary_bytes_are_read_or_refused(file: Path, content: bytes) -> None:
    """No sequence of bytes makes any other exception."""
    file.write_bytes(content)

    _build(file)


@given(text=st.text(PUNCTUATION, max_size=200))
def test_arbitrary_punctuation_is_read_or_refused(file: Path, text: str) -> None:
    """No play with YAML's own characters makes any other exception."""
    file.write_text(text, encoding="utf-8", newline="")

    _build(file)


@given(tree=trees)
def test_arbitrary_structures_are_read_or_refused(file: Path, tree: Tree) -> None:
    """No nesting of texts, lists and mappings makes any other exception."""
    _write(file, tree)

    _build(file)


@given(tree=nearly_sound())
def test_sound_facts_with_an_arbitrary_place_are_read_or_refused(file: Path, tree: Tree) -> None:
    """Whatever stands where a fact should, the rest being right, makes no other exception."""
    _write(file, tree)

    _build(file)


def test_the_facts_that_are_disturbed_are_sound(file: Path) -> None:
    """Otherwise the property above would hold for the wrong reason."""
    _write(file, SOUND)

    assert jt.build_report(jt.load_accounts(file)).accounts.unit == "某局"
