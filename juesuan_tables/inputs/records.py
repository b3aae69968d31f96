"""The rows of a ledger → facts: 支出 by subject, nature and fund, 基本支出 by economic subject.

Rows come as a frame, a database cursor, a CSV file or any records with named fields. A million of
them is nothing special: each combination of codes is looked at once, and only amounts are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan_tables import strict_csv
from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.inputs._ledger import Ledger
from juesuan_tables.inputs._ledger_facts import is_itemised
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.model import Accounts
from juesuan_tables.terms import glossary
from juesuan_tables.terms.ledger import ledger_field

if TYPE_CHECKING:
    from juesuan_tables.inputs._ledger import NamedRow

_MOST_TITLES = 20
"""Lines of a title, a unit, a date above the headings of a CSV file."""
_PIECE = 50_000
_ASKED = tuple(name for name, field in Accounts.model_fields.items() if field.is_required())


def from_records(rows: Iterable[Any], *, name: str = "明细") -> dict[str, Any]:
    """Return the facts that the rows of a ledger add up to, exactly, as fields of ``Accounts``.

    ``rows`` are a pandas or polars frame, a database cursor, or any iterable of mappings, with
    功能科目, 资金性质, 支出性质 and 金额 in 元, perhaps 经济科目 and the names of both subjects;
    other columns are ignored. They give ``expenditure``, ``economic_expenditure`` and ``names``;
    each fact's source is its first row and the number of its rows: 「明细 第1行等共128行」, with the
    ``name`` that is given. Raise ``InputError`` with every row that is wrong, and where a row is a
    total of others.

    >>> rows = [{"功能科目": "2010301", "支出性质": "基本支出", "资金性质": "一般公共预算财政拨款",
    ...          "金额": amount} for amount in ("1,234.56", -234)]
    >>> facts = from_records(rows)
    >>> accounts = Accounts(unit="某局", entity="部门", year=2018, **facts)
    >>> accounts.expenditure[0].amount, accounts.expenditure[0].source
    (Decimal('1000.56'), '明细 第1行等共2行')
    """
    name = shortened(name)
    ledger = Ledger(name)
    ledger.add(_named(rows, name))
    return ledger.facts()


def records_csv(path: str | Path) -> Draft:
    """Return what a ledger in a CSV file says of a unit's accounts.

    Its rows are called by their lines in the file. What the tables need and a ledger does not tell
    is a gap: the unit, its year, its income and balances. Raise ``InputError`` with every row that
    is wrong, or where the file is no such ledger.
    """
    path = Path(path)
    ledger = Ledger(shortened(path.name or str(path)))
    ledger.add(_lines(path))
    fields = ledger.facts()
    return Draft(fields, tuple(_gaps(fields, ledger.name)))


def _gaps(fields: Mapping[str, Any], name: str) -> Iterator[Problem]:
    """Yield what a ledger does not tell, and the tables need."""
    for each in (*_ASKED, "income", "balances"):
        if each not in fields:
            yield Problem(name, f"明细里没有“{glossary()[each]}”", "请填写")
    spent: Iterable[Any] = fields["expenditure"]
    itemised = any(is_itemised(fact.nature, fact.fund) for fact in spent)
    if itemised and not fields["economic_expenditure"]:
        what = f"没有经济科目，明细里没有“{glossary()['economic_expenditure']}”"
        yield Problem(name, what, "请填写")


def _lines(path: Path) -> Iterator[NamedRow]:
    """Yield the headings, to be looked at, and the rows below them, as wide as they are."""
    lines = strict_csv.rows(path)
    first = [*islice((each for each in lines if any(map(str.strip, each[1]))), _MOST_TITLES)]
    if not first:
        return
    at = next((at for at, (_, cells) in enumerate(first) if _are_headings(cells)), None)
    if at is None:  # none are headings: what the first line lacks will be said
        first, at, lines = first[:1], 0, iter(())
    number, columns = first[at]
    width = len(columns)
    yield number, columns, [""] * width
    for number, cells in chain(first[at + 1 :], lines):
        if len(cells) == width:
            yield number, columns, cells
        elif len(cells) < width:
            yield number, columns, [*cells, *[""] * (width - len(cells))]
        else:
            yield number, [*columns, None], [*cells[:width], cells[width:]]


def _are_headings(cells: Iterable[str]) -> bool:
    """Return whether a line names columns of a ledger, and is no title."""
    return sum(1 for cell in cells if ledger_field(cell)) > 1


def _named(rows: Any, name: str) -> Iterator[NamedRow]:  # noqa: ANN401 whatever has rows
    """Yield each row with its number and the names of its values."""
    names = tuple(column[0] for column in getattr(rows, "description", None) or ())  # a cursor
    if hasattr(rows, "iter_rows"):  # polars
        names, rows = tuple(rows.columns), rows.iter_rows()
    elif hasattr(rows, "itertuples"):  # pandas
        names, rows = tuple(rows.columns), _rows_of_pandas(rows)
    last: tuple[Any, ...] = ()
    for number, row in enumerate(rows, start=1):
        if isinstance(row, (dict, Mapping)):
            if last != (keys := tuple(row)) or None in row:
                last = keys  # else the very same, which saves looking at them again
            yield number, last, tuple(row.values())
        elif names:
            yield number, names, row
        elif hasattr(row, "keys"):  # sqlite3.Row is no Mapping
            yield number, tuple(row.keys()), tuple(row)
        else:
            where = f"{name} 第{number}行"
            raise InputError.of(where, "不是带名称的记录，应为“名称: 内容”", "请按名称给出各栏")


def _rows_of_pandas(frame: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 a frame
    """Yield the rows of a frame, piece by piece as Python's own objects: three times as fast."""
    for start in range(0, len(frame), _PIECE):
        piece = frame.iloc[start : start + _PIECE].astype(object)
        yield from piece.itertuples(index=False, name=None)
