"""Every edition is whole, consistent in itself, and honest about what was not seen."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from pathlib import Path

import pytest

import juesuan_tables as jt
from juesuan_tables import editions
from juesuan_tables.tables import BUILDERS
from juesuan_tables.templating import template_names
from juesuan_tables.terms import TABLES, glossary

EDITIONS = [jt.load_edition(name) for name in jt.edition_ids()]
FORMS = [
    pytest.param(form, id=f"{edition.id}-{form.table}")
    for edition in EDITIONS
    for form in edition.forms
]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_an_edition_says_where_it_comes_from(edition: jt.Edition) -> None:
    """It has a source and a day on which it was checked; every doubt is put into words."""
    assert edition.source.strip()
    assert edition.checked_on <= dt.datetime.now(tz=dt.UTC).date()
    assert all(form.doubt for form in edition.unverified)
    assert not [form for form in edition.forms if form.verified and form.doubt]
    assert set(edition.unit_lines) in (set(), set(jt.Entity))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_forms_are_numbered_and_named_once(edition: jt.Edition) -> None:
    """No two forms share table, number or title; classes are in order of their codes."""
    for names in (
        [form.table for form in edition.forms],
        [form.title for form in edition.forms],
        [form.number for form in edition.forms if form.number],
        [item.label for item in edition.classes],
    ):
        assert max(Counter(names).values(), default=1) == 1
    codes = [item.code for item in edition.classes]
    assert codes == sorted(codes)
    assert all(item.label.endswith(item.name) for item in edition.classes)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_every_template_of_the_outline_exists(edition: jt.Edition) -> None:
    """The wording has a file for each section."""

    def templates(sections: tuple[editions.Section, ...]) -> list[str]:
        own = [section.template for section in sections if section.template]
        return own + [name for section in sections for name in templates(section.sections)]

    assert templates(edition.outline)
    assert set(templates(edition.outline)) <= set(template_names(edition.wording))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_can_be_built_and_printed(form: editions.Form) -> None:
    """It has a builder, a width for every column, and names for all rows and columns."""
    assert form.table in BUILDERS
    assert form.table in TABLES
    assert all(leaf.key and leaf.width and leaf.width > 0 for leaf in form.leaves)
    named = [leaf.key for leaf in form.leaves] + [
        line.key for block in form.blocks for line in block.lines if line.key
    ]
    assert [k for k in named if k and not k.isdecimal() and k not in glossary()] == []


@pytest.mark.parametrize("form", FORMS)
def test_lines_and_ordinals_count_on(form: editions.Form) -> None:
    """行次 run from one side into the next without a gap; 栏次 count the amount columns."""
    ordinals = [leaf.ordinal for leaf in form.leaves if leaf.ordinal]
    sides = [
        (block.first_line, sum(line.blank or 1 for line in block.lines))
        for block in form.blocks
        if block.first_line
    ]

    assert ordinals == [str(number) for number in range(1, len(ordinals) + 1)]
    for (first, count), (following, _) in itertools.pairwise(sides):
        assert first + count == following
    assert len({count for _, count in sides}) <= 1


def test_an_unknown_edition_lists_the_known_ones() -> None:
    """There is no fall-back to another year."""
    with pytest.raises(jt.EditionError, match="mof-2018"):
        jt.load_edition("mof-1999")


def test_a_broken_edition_is_answered_with_its_line(tmp_path: Path) -> None:
    """The file, the line and the place in it are named."""
    text = (Path(editions.__file__).parent / "mof-2018.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "坏.yaml"
    broken.write_text(text.replace("title: 支出决算表", "title: 支出/决算表"), encoding="utf-8")

    with pytest.raises(jt.InputError, match=r"坏.yaml 第\d+行") as caught:
        jt.load_edition(broken)

    assert "不能作工作表名" in str(caught.value)
