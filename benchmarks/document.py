"""Time the Word document of a publication against two other ways.

Run it from anywhere: ``python benchmarks/document.py [--rounds N] [--json FILE]``. The peers write the same
paragraphs and the same cells, which is proved before anything is timed: python-docx with
``table.cell()``, as most scripts do, and docxtpl with one template. Neither has a cover, contents,
page numbers, landscape pages, fonts or borders of the official format. All are timed from
finished prose; ours again and again of one unit, and of another unit in every round.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import document_peers as peers
import units
from timing import WARM_UPS, as_record, machine, print_table, time_jobs, write_record

import juesuan_tables as jt
from juesuan_tables.writers import docx

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "lusong-2018.yaml"
ROUNDS = 10
_DAY = date(2018, 12, 31)


def main() -> None:
    """Compare, then time, then print."""
    parser = argparse.ArgumentParser(description="Time the Word document of a publication.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write JSON")
    given = parser.parse_args()
    accounts = jt.load_accounts(EXAMPLE)
    prose, *more = map(_told, [accounts, *units.others(accounts, given.rounds + WARM_UPS)])
    others = iter(more)
    made = accounts.publication_date or _DAY
    ways: dict[str, Callable[[], bytes]] = {
        "ours": partial(docx.document, prose, made=made),
        "ours, another unit": lambda: docx.document(next(others), made=made),
        "table.cell()": partial(peers.by_cells, prose),
        "docxtpl": partial(peers.by_template, prose, peers.template()),
    }
    if peers.words(ways["table.cell()"]()) != peers.words(ways["docxtpl"]()):
        sys.exit("error: the two peers differ, so their times cannot be compared.")
    if missing := peers.words(ways["table.cell()"]()) - peers.words(ways["ours"]()):
        sys.exit(f"error: ours lacks what the peers write: {sorted(missing)[:10]}")
    print(f"{EXAMPLE.name}, {given.rounds} rounds, ms: {_about()}\n")
    timings = time_jobs(ways, given.rounds)
    print_table("the Word document", timings)
    if given.json:
        record = {"environment": machine(), "rounds": given.rounds, "ways": as_record(timings)}
        write_record(given.json, record)


def _told(accounts: jt.Accounts) -> jt.Prose:
    return jt.narrate(jt.build_report(accounts)).as_printed()


def _about() -> str:
    used = machine() | {name: version(name) for name in ("python-docx", "docxtpl")}
    return ", ".join(f"{name} {each}" for name, each in used.items())


if __name__ == "__main__":
    main()
