"""What the tables print is what the edition's forms say: every label in order, blanks, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import strategies
from hypothesis import given

import juesuan_tables as jt
from juesuan_tables.editions import Zero

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.editions import Column, Form

LABELS = (jt.Role.LABEL, jt.Role.TOTAL_LABEL)


def _form(report: jt.Report, table: str) -> Form:
    form = report.edition.form(table)
    assert form
    return form


@strategies.half
@given(strategies.accounts())
def test_a_report_has_the_forms_of_its_edition_in_their_order(accounts: jt.Accounts) -> None:
    """Each form is one table under its title, with its number where it has one."""
    report = jt.build_report(accounts)

    assert [*report.tables] == [form.table for form in report.edition.forms]
    for form, table in zip(report.edition.forms, report.tables.values(), strict=True):
        numbers = _texts(table, jt.Role.FORM_NUMBER)
        assert _texts(table, jt.Role.TITLE) == [form.title]
        assert numbers == ([form.number] if form.number else [])


def _texts(table: jt.Grid, *roles: jt.Role) -> list[str]:
    return [cell.text for row in table.rows for cell in row if cell.role in roles]


@strategies.half
@given(strategies.accounts())
def test_the_heads_are_those_of_the_form(accounts: jt.Accounts) -> None:
    """Every column of the form stands in the head, left to right, and under it its 栏次."""
    report = jt.build_report(accounts)

    for name, table in report.tables.items():
        form = _form(report, name)
        columns = [column for block in form.blocks for column in block.columns]
        head = [cell for row in table.rows for cell in row if cell.role is jt.Role.HEADER]
        lowest = {end: cell for cell in head for end in _columns_of(cell)}
        assert [lowest[n].text for n in sorted(lowest)] == [leaf.label for leaf in form.leaves]
        assert {cell.text for cell in head} == set(_labels(columns))
        assert len(table.widths) == len(form.leaves)
        ordinals = [text for text in _texts(table, jt.Role.ORDINAL) if text.isdecimal()]
        assert ordinals == [leaf.ordinal for leaf in form.leaves if leaf.ordinal]


def _columns_of(cell: jt.Cell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _labels(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        yield column.label
        yield from _labels(column.columns)


@strategies.half
@given(strategies.accounts())
def test_no_line_of_a_form_is_lost(accounts: jt.Accounts) -> None:
    """Block by block, the labels stand in the form's order; 行次 count on from the first."""
    report = jt.build_report(accounts)

    for name, table in report.tables.items():
        form, start = _form(report, name), 0
        for block in form.blocks:
            columns = range(start, start + len(block.leaves))
            start = columns.stop
            if not block.lines:
                continue
            cells = [cell for row in table.rows for cell in row if cell.column in columns]
            body = [cell for cell in cells if cell.role in LABELS and cell.columns == 1]
            labels = [label for line in block.lines for label in _lines(line.label, line.blank)]
            assert [cell.text for cell in body] == labels
            numbers = [int(c.text) for c in cells if c.role is jt.Role.LINE_NUMBER]
            first = block.first_line
            assert numbers == ([] if first is None else [first + n for n in range(len(labels))])


def _lines(label: str, blank: int) -> list[str]:
    """Return the labels of a line: its own, or of so many blank ones."""
    return [""] * blank if blank else [label]


@strategies.half
@given(strategies.accounts())
def test_a_table_by_subject_has_a_row_for_every_code_with_facts(accounts: jt.Accounts) -> None:
    """Codes in order with their names, and one 合计, first or last as the form has it.

    Blank rows may fill an empty table.
    """
    report = jt.build_report(accounts)

    for name, table in report.tables.items():
        (block, *_) = _form(report, name).blocks
        if block.total is None:
            continue
        codes = [*filter(None, _texts(table, jt.Role.CODE))]
        assert codes == sorted({row for row in table.row_labels if row != "total"})
        labels = [*filter(None, _texts(table, jt.Role.LABEL))]
        assert labels == [report.accounts.names[code] for code in codes]
        assert _texts(table, jt.Role.TOTAL_LABEL) == [_form(report, name).total_label]
        body = [row for row in table.rows if row[0].role in {jt.Role.CODE, jt.Role.TOTAL_LABEL}]
        body = [row for row in body if row[0].text]
        total = body[0 if block.total == "first" else -1]
        assert total[0].role is jt.Role.TOTAL_LABEL


@strategies.half
@given(strategies.accounts())
def test_zeros_are_blank_exactly_where_the_form_says_so_and_no_fact_is(
    accounts: jt.Accounts,
) -> None:
    """What exists is printed, even as 0.00; what does not is 0.00 or blank, as the form has it."""
    report = jt.build_report(accounts)

    for name, table in report.tables.items():
        blank = _form(report, name).zero is Zero.BLANK
        for row, printed in zip(table.rows, table.as_printed().rows, strict=True):
            for cell, other in zip(row, printed, strict=True):
                nothing = isinstance(cell.value, jt.Figure) and not cell.value.exists
                assert other.text == ("" if nothing and blank else cell.text)
                assert (other.role, other.column, other.columns) == (
                    cell.role,
                    cell.column,
                    cell.columns,
                )


@pytest.mark.parametrize("blank", [True, False])
@strategies.half
@given(accounts=strategies.accounts())
def test_the_officer_may_have_zeros_printed_or_left_blank(
    accounts: jt.Accounts, *, blank: bool
) -> None:
    """Whatever the form says, ``--zero`` decides; the figures stay what they are."""
    for table in jt.build_report(accounts).tables.values():
        printed = table.as_printed(blank_zeros=blank)
        for row, other in zip(table.rows, printed.rows, strict=True):
            texts = [cell.text for cell in row]
            nothing = [isinstance(c.value, jt.Figure) and not c.value.exists for c in row]
            expected = [
                "" if blank and none else text for none, text in zip(nothing, texts, strict=True)
            ]
            assert [cell.text for cell in other] == expected


@strategies.half
@given(strategies.accounts("mof-2018"))
def test_the_same_facts_give_the_same_figures_in_every_edition(accounts: jt.Accounts) -> None:
    """Wherever an edition of the nine tables prints an address of 2018, it prints the same amount.

    “三公” is apart, since the funds in its title differ, and so are facts that a form has no line
    for: what 2018 has and 2024 lacks is refused, not dropped.
    """
    old = jt.build_report(accounts, "mof-2018")

    for name in jt.edition_ids():
        try:
            new = jt.build_report(accounts, name)
        except jt.InputError:
            assert name in strategies.SHANGHAI  # they have no 399, and one no 232
            continue
        for address, figure in old.figures.items():
            if address in new.figures and not address.startswith("three_public"):
                assert new.figures[address].amount == figure.amount
        lacking = {each for each in old.figures if each not in new.figures}
        assert all(old.figures[each].amount == 0 or _merged(each) for each in lacking)


def _merged(address: str) -> bool:
    """Return whether an address is one that later forms print in several lines, or not at all."""
    return address.startswith(("three_public.", "income_expenditure_summary.appropriation_income"))
