"""Each rule on anybody's tables: what it says of a planted mistake, and where it keeps silent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import official_variants as variants
import pytest
import read_back
from every_edition import facts
from test_audit_tables import audited, with_amount

import juesuan_tables as jt
from juesuan_tables.auditing.tables import figures_of, find, tables_of_grids, tables_of_sheets
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from official_variants import Printed

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.reading.official import OfficialTables

ERROR, ADVISORY = jt.Severity.ERROR, jt.Severity.ADVISORY
UNKNOWN = jt.Severity.UNASSESSABLE
EXPENDITURE, GENERAL = "expenditure", "general_budget_expenditure"


@pytest.fixture(scope="module")
def report() -> jt.Report:
    """Return the made-up unit's report of nine tables: every column in use."""
    return jt.build_report(facts("mof-2022"))


@pytest.fixture(scope="module")
def tables(report: jt.Report) -> OfficialTables:
    """Return what it prints."""
    return read_back.printed(report)


def read(report: jt.Report, change: Callable[[dict[str, Printed]], None]) -> OfficialTables:
    """Return what is read of a workbook of a report's tables, after a change."""
    book = {table.grid.table: table for table in variants.book(report)}
    change(book)
    found = tables_of_sheets(variants.sheets([*book.values()]))
    assert found
    return found


def told(document: Audited, *severities: jt.Severity) -> list[jt.Finding]:
    """Return the findings as severe as that, errors if nothing is said."""
    return [f for f in find(document, ask=False) if f.severity in (severities or {ERROR})]


def rules(document: Audited, *severities: jt.Severity) -> set[str]:
    """Return the rules that speak."""
    return {finding.rule for finding in told(document, *severities)}


def cell(table: Printed, name: str) -> tuple[int, int]:
    """Return where a figure stands in a printed table."""
    return next((row, column) for row, column, f in table.figures() if f.name == name)


def changed(tables: OfficialTables, name: str, by: int) -> OfficialTables:
    """Return the tables with a cell that is so many 元 larger."""
    was = tables.cells[name.partition(".")[0]][name].amount
    return with_amount(tables, name, was + by)


# --- a wrong number ---------------------------------------------------------------------------


def test_the_wrong_cell_is_named_once_with_its_relations(tables: OfficialTables) -> None:
    """An item is part of its row and of its 款: both are off, and one cell explains it."""
    name = _item(tables, EXPENDITURE, "basic")
    was = tables.cells[EXPENDITURE][name].amount

    (finding,) = told(audited(changed(tables, name, 1_230_000)))

    assert finding.rule == "table-cell"
    assert finding.table == "支出决算表"
    assert finding.column == "基本支出"
    assert finding.expected == f"{was / 10_000:.2f}万元"
    assert finding.difference == "123.00万元"
    assert "2条勾稽关系应为" in finding.message
    assert "多 123.00万元" in finding.message


def _item(tables: OfficialTables, table: str, column: str) -> str:
    """Return the largest amount of a table's items in a column."""
    found = {n: c.amount for n, c in tables.cells[table].items() if n.endswith(f".{column}")}
    items = {n: amount for n, amount in found.items() if len(n.split(".")[1]) == 7}
    return max(items, key=lambda n: items[n])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda a: a * 10, "小数点错位"),
        (lambda a: a / 10, "小数点错位"),
        (lambda a: -a, "正负号写反"),
        (lambda _: Decimal(0), "漏填"),
    ],
)
def test_a_cause_is_named_where_arithmetic_shows_it(
    tables: OfficialTables, change: Callable[[Decimal], Decimal], says: str
) -> None:
    """A slip of the decimal point, a sign, an empty cell."""
    name = _item(tables, EXPENDITURE, "basic")
    rounded = Decimal(int(tables.cells[EXPENDITURE][name].amount) // 1000 * 1000)
    amount = change(tables.cells[EXPENDITURE][name].amount) if rounded else Decimal(0)

    (finding,) = told(audited(with_amount(tables, name, amount)))

    assert says in finding.message


def test_two_digits_that_changed_places_are_named(tables: OfficialTables) -> None:
    """The last digits before the point, exchanged."""
    name = _item(tables, EXPENDITURE, "project")
    text = f"{tables.cells[EXPENDITURE][name].amount / 10_000:.2f}"
    at = next(n for n in range(len(text) - 4) if text[n] != text[n + 1])
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    (finding,) = told(audited(with_amount(tables, name, Decimal(swapped) * 10_000)))

    assert "两个数字颠倒" in finding.message


def test_tails_of_many_rounded_parts_are_no_error(tables: OfficialTables) -> None:
    """A total one last digit off is what rounding does; as many digits as it has parts are not."""
    name = f"{EXPENDITURE}.total.total"

    assert told(audited(changed(tables, name, 100))) == []
    assert told(audited(changed(tables, name, 100_000)))


def test_a_row_that_is_missing_is_told_once(report: jt.Report) -> None:
    """All columns of the row above are off; it is one mistake, and each table has its own row."""

    def without_row(book: dict[str, Printed]) -> None:
        table = book[GENERAL]
        row, _ = cell(table, _item(read_back.printed(report), GENERAL, "total"))
        del table.cells[row]

    found = told(audited(read(report, without_row)))

    assert len(found) == 1
    assert "可能漏印了一行" in found[0].message


def test_a_table_that_most_rows_contradict_is_not_understood(tables: OfficialTables) -> None:
    """If every row adds up to something else, it is not the document that is wrong."""
    spoiled = tables
    names = [n for n in tables.cells[EXPENDITURE] if n.endswith(".basic")]
    for number, name in enumerate(names):
        spoiled = changed(spoiled, name, 1_000_000 + 70_000 * number * number)

    assert told(audited(spoiled)) == []
    assert "table-unread" in rules(audited(spoiled), UNKNOWN)


def test_a_column_that_no_form_has_may_explain_what_rows_lack(report: jt.Report) -> None:
    """Where a form has a further addend, its rows are no mistakes: they are not judged."""

    def further(book: dict[str, Printed]) -> None:
        table = book["income"]
        head = next(row for row in table.heads if "其他收入" in table.cells[row])
        at = table.cells[head].index("其他收入") + 1
        table.insert_column(at)
        table.cells[head][at] = "捐赠收入"
        total = table.cells[head].index("本年收入合计")
        for row in table.body:
            if isinstance(table.cells[row][total], Decimal):
                table.cells[row][at] = Decimal("3.21")
                table.cells[row][total] += Decimal("3.21")  # type: ignore[operator]

    assert "income-kinds" not in rules(audited(read(report, further)))


# --- what cannot be read ----------------------------------------------------------------------


@pytest.mark.parametrize(("text", "rule"), [("#REF!", "cell-no-amount"), ("XX", "cell-no-amount")])
def test_a_cell_that_is_no_amount_is_an_error_and_no_zero(
    report: jt.Report, text: str, rule: str
) -> None:
    """What cannot be read is told; the sums that it is part of are not called wrong for it."""

    def spoil(book: dict[str, Printed]) -> None:
        row, column = cell(book["income"], "income.total.total")
        book["income"].cells[row][column] = text

    (finding,) = told(audited(read(report, spoil)))

    assert finding.rule == rule
    assert finding.printed == text
    assert (finding.row, finding.column) == ("合计", "本年收入合计")


def test_a_text_among_amounts_proves_nothing(report: jt.Report) -> None:
    """见附件 is nobody's contradiction."""

    def spoil(book: dict[str, Printed]) -> None:
        row, column = cell(book["income"], "income.total.total")
        book["income"].cells[row][column] = "见附件"

    found = audited(read(report, spoil))

    assert told(found) == []
    assert rules(found, UNKNOWN) == {"cell-unread"}


def test_a_table_of_many_texts_is_told_once(report: jt.Report) -> None:
    """A blank form with XX in every cell has one finding a table."""

    def spoil(book: dict[str, Printed]) -> None:
        for row, column, _figure in book["income"].figures():
            book["income"].cells[row][column] = "XX"

    found = [f for f in told(audited(read(report, spoil))) if f.rule == "cell-no-amount"]

    assert len(found) == 1


def test_a_row_printed_twice_with_other_numbers_is_an_error(report: jt.Report) -> None:
    """The second time, 行政运行 is another amount: the row is told of once."""

    def twice(book: dict[str, Printed]) -> None:
        table = book[EXPENDITURE]
        row, column = cell(table, _item(read_back.printed(report), EXPENDITURE, "total"))
        again = [*table.cells[row]]
        again[column] = Decimal("0.07")
        table.cells.insert(row + 1, again)

    assert [f.rule for f in told(audited(read(report, twice)))] == ["cell-twice"]


def test_the_tables_of_two_units_in_one_file_prove_nothing(report: jt.Report) -> None:
    """A second set with other numbers is another unit's, not a contradiction."""
    other = jt.build_report(facts("mof-2022"))
    book = [*variants.book(report), *variants.book(other)]
    for table in book[len(book) // 2 :]:
        for row, column, figure in table.figures():
            table.cells[row][column] = figure.shown * 3
    found = tables_of_sheets(variants.sheets(book))

    assert told(audited(found)) == []


def test_a_document_without_tables_has_no_findings_about_them() -> None:
    """Prose alone is fine."""
    sheet = Sheet("说明.docx", "正文", (("2018年度收、支总计360.59万元。",),))

    assert tables_of_sheets([sheet]) is None
    assert [*find(audited(None))] == []


# --- codes and names --------------------------------------------------------------------------


def test_a_code_with_two_names_is_an_error(report: jt.Report) -> None:
    """One table calls the code otherwise than the others do."""

    def rename(book: dict[str, Printed]) -> None:
        table = book[GENERAL]
        row, _ = cell(table, _item(read_back.printed(report), GENERAL, "total"))
        table.cells[row][1] = "从未有过的科目"

    (finding,) = told(audited(read(report, rename)))

    assert finding.rule == "code-two-names"
    assert finding.printed == "从未有过的科目"


def test_a_name_that_the_page_cut_is_the_same_name(report: jt.Report) -> None:
    """A page may lose the end of a long name."""

    def cut(book: dict[str, Printed]) -> None:
        for row in book[GENERAL].body:
            name = book[GENERAL].cells[row][1]
            book[GENERAL].cells[row][1] = name[:-1] if isinstance(name, str) else name

    assert told(audited(read(report, cut))) == []


def test_codes_that_a_narrow_column_breaks_are_unread_and_no_gaps(report: jt.Report) -> None:
    """Their last digit stands before the next code: no row above is missing for that."""

    def wrap(book: dict[str, Printed]) -> None:
        cells, over = book[GENERAL].cells, ""
        for row in book[GENERAL].body:
            code = f"{cells[row][0]}"
            whole = len(code) == len("2010301") and code.isdecimal()
            cells[row][0], over = over + (code[:-1] if whole else code), code[-1] if whole else ""

    document = audited(read(report, wrap))

    assert rules(document, UNKNOWN) == {"cell-unread"}
    assert not {"code-without-higher", "code-without-lower"} & rules(document, ADVISORY)


def test_an_item_that_only_the_appropriations_have_is_an_error(report: jt.Report) -> None:
    """A mistyped code shows where the other table has none of it."""

    def mistype(book: dict[str, Printed]) -> None:
        table = book[GENERAL]
        row, _ = cell(table, _item(read_back.printed(report), GENERAL, "total"))
        table.cells[row][0] = f"{str(table.cells[row][0])[:5]}77"

    assert rules(audited(read(report, mistype))) == {"code-not-in-expenditure"}


def test_a_row_that_is_printed_twice_alike_is_a_hint(report: jt.Report) -> None:
    """Counted once, everything adds up: a copy too many is pointed out."""

    def copy(book: dict[str, Printed]) -> None:
        table = book[EXPENDITURE]
        row, _ = cell(table, _item(read_back.printed(report), EXPENDITURE, "total"))
        table.cells.insert(row, [*table.cells[row]])

    document = audited(read(report, copy))

    assert told(document) == []
    assert "row-twice" in rules(document, ADVISORY)


# --- completeness -----------------------------------------------------------------------------


def _contents(report: jt.Report) -> list[Passage]:
    titles = [grid.title for grid in report.tables.values()]
    return [Passage(f"{title}……{n}", PassageKind.CONTENTS) for n, title in enumerate(titles)]


def _without(tables: OfficialTables, table: str) -> OfficialTables:
    cells = {name: c for name, c in tables.cells.items() if name != table}
    return replace(tables, cells=cells)


def test_a_table_that_the_contents_list_and_that_is_not_there_is_an_error(
    report: jt.Report, tables: OfficialTables
) -> None:
    """Listed, others printed, and this one not."""
    document = audited(_without(tables, "income"), *_contents(report), whole=True)

    (finding,) = told(document)

    assert finding.rule == "table-listed"
    assert finding.table == "收入决算表"
    assert told(audited(tables, *_contents(report), whole=True)) == []


def test_a_table_that_nothing_lists_is_a_hint_in_a_publication_and_nothing_in_a_fragment(
    tables: OfficialTables,
) -> None:
    """What is merely absent accuses nobody."""
    rest = _without(tables, "income")

    assert "table-absent" in rules(audited(rest, whole=True), ADVISORY)
    assert "table-absent" not in rules(audited(rest), ADVISORY)
    assert told(audited(rest, whole=True)) == []


def test_a_table_that_is_there_and_could_not_be_read_is_not_called_missing(
    report: jt.Report, tables: OfficialTables
) -> None:
    """Its title stands in the text."""
    title = Passage("收入决算表", PassageKind.NOTE)
    document = audited(_without(tables, "income"), *_contents(report), title, whole=True)

    assert told(document) == []
    assert "table-absent" in rules(document, UNKNOWN)


def test_a_total_that_is_not_printed_is_a_hint_and_no_zero(report: jt.Report) -> None:
    """Without 合计 nothing can be compared with it."""

    def without_total(book: dict[str, Printed]) -> None:
        row, _ = cell(book[GENERAL], f"{GENERAL}.total.total")
        del book[GENERAL].cells[row]

    document = audited(read(report, without_total), whole=True)

    assert told(document) == []
    assert "total-missing" in rules(document, ADVISORY)


def test_an_empty_table_of_a_fund_that_was_spent_is_an_error(tables: OfficialTables) -> None:
    """The summary of appropriations says that there is something: told once."""
    empty = replace(tables, cells={**tables.cells, "government_fund": {}})

    assert [f.rule for f in told(audited(empty))] == ["table-empty"]


def test_a_statement_of_no_data_over_numbers_is_an_error(tables: OfficialTables) -> None:
    """故本表无数据, and yet the table has amounts."""
    text = "本单位没有政府性基金预算财政拨款收入支出，故本表无数据。"
    note = Passage(text, PassageKind.NOTE, table="government_fund")

    (finding,) = told(audited(tables, note))

    assert finding.rule == "table-empty"
    assert finding.snippet == text


# --- 元 and 万元 ------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["income", EXPENDITURE, "appropriation_summary"])
def test_a_table_in_yuan_that_says_otherwise_is_named_once(report: jt.Report, table: str) -> None:
    """All its amounts are ten thousand times those of the others, and add up among themselves."""

    def leak(book: dict[str, Printed]) -> None:
        variants.amounts_as(lambda amount: amount)(book[table])

    (finding,) = told(audited(read(report, leak)))

    assert finding.rule == "currency-of-table"
    assert finding.table == report.tables[table].title


# --- beside other documents -------------------------------------------------------------------


def _year_before(tables: OfficialTables) -> OfficialTables:
    """Return tables that left what these were given."""
    pairs = {
        "income_expenditure_summary.opening_balance.amount": "closing_balance.amount",
        "appropriation_summary.opening_balance.amount": "closing_balance.total",
        "appropriation_summary.opening_general_public_budget.amount": "closing_balance."
        "general_public_budget",
        "appropriation_summary.opening_government_fund.amount": "closing_balance.government_fund",
        "appropriation_summary.opening_state_capital.amount": "closing_balance.state_capital",
        "government_fund.total.opening_balance": "total.closing_balance",
    }
    last = tables
    for name, closing in pairs.items():
        table = name.partition(".")[0]
        if name in tables.cells[table]:
            amount = tables.cells[table][name].amount
            last = with_amount(last, f"{table}.{closing}", amount)
    assert tables.year
    return replace(last, year=tables.year - 1)


def _beside(document: Audited, **others: Audited) -> list[jt.Finding]:
    found = find(document, ask=False, **others)  # type: ignore[arg-type]
    return [f for f in found if f.severity is ERROR]


def test_opening_balances_are_what_last_year_left(tables: OfficialTables) -> None:
    """The fund that differs is told, not its sum as well; a declared correction makes it a hint."""
    last = _year_before(tables)
    assert _beside(audited(tables), prior=audited(last)) == []

    off = changed(last, "appropriation_summary.closing_balance.general_public_budget", 500_000)
    off = changed(off, "appropriation_summary.closing_balance.total", 500_000)
    (finding,) = _beside(audited(tables), prior=audited(off))
    assert finding.rule == "opening-last-year"
    assert finding.difference == "50.00万元"

    declared = Passage("年初结转和结余因会计差错更正调整。")
    assert _beside(audited(tables, declared), prior=audited(off)) == []


def test_totals_are_those_approved_unless_something_is_secret(tables: OfficialTables) -> None:
    """批复 has another total."""
    approved = audited(changed(tables, "income_expenditure_summary.income_total.amount", 10_000))

    (finding,) = _beside(audited(tables), approved=approved)
    assert finding.rule == "totals-approved"

    secret = audited(tables, Passage("涉密内容已作脱密处理。"))
    assert _beside(secret, approved=approved) == []


def test_a_department_is_the_sum_of_its_units(tables: OfficialTables) -> None:
    """One unit alone is its department; a cell that differs is told, table by table."""
    one = audited(tables)
    assert [*find(one, ask=False, members=[one])] == [*find(one, ask=False)]

    other = audited(changed(tables, _item(tables, GENERAL, "basic"), 2_000_000))
    found = [f for f in find(one, ask=False, members=[other]) if f.rule == "members-sum"]
    assert [f.severity for f in found] == [ERROR]
    assert found[0].table == "一般公共预算财政拨款支出决算表"


def test_a_whole_publication_is_told_once_what_else_would_be_needed(
    tables: OfficialTables,
) -> None:
    """Not for a fragment, and not when nobody asks."""
    needed = [f.rule for f in find(audited(tables, whole=True)) if f.severity is UNKNOWN]

    assert {"opening-last-year", "budget-published", "totals-approved"} <= {*needed}
    assert len(needed) == len({*needed})
    assert not [f for f in find(audited(tables)) if f.severity is UNKNOWN]


def test_tables_in_memory_are_what_a_reader_finds(report: jt.Report) -> None:
    """Own publications need not be written and read to be looked at."""
    accounts = report.accounts
    found = tables_of_grids(
        report.tables.values(),
        report.edition,
        file="公开表.xlsx",
        unit=accounts.unit,
        entity=accounts.entity,
        year=accounts.year,
    )
    on_paper = read_back.printed(report)

    assert found
    ours, theirs = figures_of(found), figures_of(on_paper)
    assert ours.keys() == theirs.keys()
    for name, figure in theirs.items():
        assert ours[name] == replace(figure, source=ours[name].source)
    assert found.names == on_paper.names
