"""What a user's own templates may replace, and what they can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import juesuan_tables as jt
from juesuan_tables.templating import SUFFIX, page_environment, templates_dir

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_page_prints_is_escaped(tmp_path: Path) -> None:
    """A unit's text becomes no markup, whoever wrote the page's template."""
    (tmp_path / "_piece.j2").write_text("<p>{{ unit }}</p>", encoding="utf-8")

    page = page_environment(tmp_path).render("_piece", {"unit": "<b>某局</b>"})

    assert page == "<p>&lt;b&gt;某局&lt;/b&gt;</p>"


@pytest.mark.parametrize(
    ("source", "said"), [("{{ nothing }}", "没有“nothing”这个名称"), ("{{ empty }}", "没有可以印的")]
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
