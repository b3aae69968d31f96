"""The rows of a ledger → facts: 支出 by subject, nature and fund, 基本支出 by economic subject.

Rows come as a frame, a database cursor, a CSV file or any records with named fields. A million of
them is nothing special: each combination of codes is looked at once, and only amounts are added.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.inputs._ledger import Ledger
from juesuan_tables.inputs._ledger_groups import itemised
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.reading import delimited
from juesuan_tables.terms import Entity, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.inputs._ledger import NamedRow
    from juesuan_tables.model import Accounts

_ASKED = ("unit", "entity", "year")


def from_records(
    rows: Iterable[Any],
    *,
    unit: str,
    year: int,
    entity: str = Entity.DEPARTMENT,
    name: str = "明细",
    **further: object,
) -> Accounts:
    """Return the accounts that the rows of a ledger add up to, exactly.

    ``rows`` are a pandas or polars frame, a database cursor, or any iterable of mappings, with
    功能科目, 资金性质, 支出性质 and 金额, perhaps 经济科目 and the names of both subjects; other columns
    are ignored. Each fact's source is its first row and the number of rows: 「明细 第1行等共128行」.
    What no row of spending can tell (``edition``, ``income``, ``balances`` …) goes into ``further``,
    under the names that ``Accounts`` has for it. Raise ``InputError`` with every row that is wrong.
    """
    ledger = Ledger(name)
    ledger.add(_named(rows, name))
    return ledger.draft({"unit": unit, "year": year, "entity": entity, **further}).accounts()


def records_csv(path: str | Path, **fields: object) -> Draft:
    """Return what a ledger in a CSV file says of a unit's accounts, the lines of the file as rows.

    ``fields`` are those of ``Accounts`` that are known besides. What the tables need and a ledger
    does not tell is a gap: the unit, its year, its income and balances. Raise ``InputError`` with every row that
    is wrong, or where the file is no such ledger.
    """
    path = Path(path)
    name = shortened(path.name or str(path))
    ledger = Ledger(name)
    ledger.add(_lines(path))
    draft = ledger.draft(fields)
    return Draft(draft.fields, tuple(_gaps(draft.fields, name)))


def _gaps(fields: Mapping[str, Any], name: str) -> Iterator[Problem]:
    """Yield what a ledger does not tell, and the tables need."""
    for each in _ASKED:
        if each not in fields:
            yield Problem(name, f"明细里没有“{glossary()[each]}”", "请填写")
    if "income" not in fields:
        yield Problem(name, "支出明细里没有收入和结转结余", "请填写“收入”和“结转结余”")
    if not fields["economic_expenditure"] and any(map(itemised, fields["expenditure"])):
        yield Problem(name, "明细里没有经济科目", "请填写“基本支出明细”")


def _lines(path: Path) -> Iterator[NamedRow]:
    """Yield the rows below the headings, as many cells in each as there are headings."""
    lines = delimited.rows(path)
    columns: Sequence[str] = ()
    for line, cells in lines:
        if columns:
            yield line, columns, [*cells, *[""] * (len(columns) - len(cells))]
        elif any(map(str.strip, cells)):
            columns = tuple(map(str.strip, cells))


def _named(rows: Any, name: str) -> Iterator[NamedRow]:  # noqa: ANN401 whatever has rows
    """Yield each row with its number and the names of its values."""
    described = getattr(rows, "description", None) or ()
    names = tuple(column[0] for column in described)
    if hasattr(rows, "iter_rows"):  # polars
        names, rows = tuple(rows.columns), rows.iter_rows()
    elif hasattr(rows, "itertuples"):  # pandas
        names, rows = tuple(rows.columns), rows.itertuples(index=False, name=None)
    for number, row in enumerate(rows, start=1):
        if hasattr(row, "keys"):
            keys = tuple(row.keys())
            yield number, keys, tuple(row.values()) if hasattr(row, "values") else tuple(row)
        elif names:
            yield number, names, row
        else:
            where = f"{name} 第{number}行"
            raise InputError.of(where, "不是带名称的记录，应为“名称: 内容”", "请按名称给出各栏")
