"""Many units → one ``Outcome`` each, over processes of this machine or any ``Executor``."""

from __future__ import annotations

import os
import unicodedata
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.batch._asking import Asking
from juesuan_tables.batch._folders import Folders
from juesuan_tables.batch._journal import Journal
from juesuan_tables.batch._lock import alone_in
from juesuan_tables.batch._outcome import Outcome, State, WrittenFile
from juesuan_tables.batch._run import Run
from juesuan_tables.batch._summary import SUMMARY, Row, Sums, write_summary
from juesuan_tables.batch._wishes import Wished, Wishes
from juesuan_tables.batch._workers import Others, Processes
from juesuan_tables.files import clear_leftovers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor
    from typing import Unpack

    from juesuan_tables.batch._workers import Workers

__all__ = [
    "SECONDS",
    "SUMMARY",
    "Outcome",
    "State",
    "Sums",
    "WrittenFile",
    "build_many",
    "distinct",
]
FEW = 16
"""Inputs up to which starting processes takes longer than building them here."""
SECONDS = 600.0
"""Of the processor, what one unit may take in a process; by the clock, twice as long."""
ABANDONED = 3600.0
"""Seconds after which what is not yet in its place never will be: of one input there is no lock."""
WRITERS = 4
"""Threads that write while this process builds: they mostly wait for the disk."""


def build_many(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    executor: Executor | None = None,
    workers: int | None = None,
    seconds: float = SECONDS,
    **wished: Unpack[Wished],
) -> Iterator[Outcome]:
    """Build every input, one unit each, into its folder below ``out``; yield an outcome for each.

    Outcomes come in the order of the inputs' names, as soon as each is finished and all before it
    are; one bad input never stops the rest. Further keywords are those of ``load_accounts``,
    ``build_report`` and ``publish``: see ``Wished``. ``workers`` is how many processes build side by
    side: 1 is this one alone, None as many as there are processors if inputs are many. Each gets so
    many ``seconds`` of the processor for a unit. An ``executor`` is given bytes and gives bytes
    back, so its workers need not see our disk; ``workers`` then says how many it has.

    Of several inputs ``out`` keeps a journal: what is as it was is not built again. 审核汇总表.xlsx and
    .json are written at the end. Raise ``OutputError`` where another run works in ``out``, where the
    summary cannot be written, or where workers have another version of this package; ``ValueError``
    for formats or a zero that there are not.
    """
    wishes, inputs = Wishes.of(**wished), distinct(paths)
    number = max(1, workers or (_processors() if executor or len(inputs) > FEW else 1))
    hands: Workers | None = None
    if executor is not None:
        hands = Others(executor, seconds)
    elif number > 1:
        hands = Processes(number, seconds)
    threads = WRITERS if hands is None else 2 * number
    return _outcomes(inputs, Path(out), wishes, hands, threads)


def _outcomes(
    paths: Sequence[str], out: Path, wishes: Wishes, hands: Workers | None, threads: int
) -> Iterator[Outcome]:
    """Build all inputs; with a journal and a summary where they are several."""
    asking = Asking(wishes, hands)
    folders = Folders(*(f"{SUMMARY}{ending}" for ending in (".xlsx", ".json")))
    if len(paths) <= 1:
        clear_leftovers(out, older_than=ABANDONED)
        yield from Run(out, asking, folders).outcomes(paths, threads)
        return
    with ExitStack() as stack:
        stack.enter_context(alone_in(out))
        clear_leftovers(out)
        journal = Journal(out)
        stack.callback(journal.close)
        rows: list[Row] = []
        run = Run(out, asking, folders, journal, wishes.key())
        for number, outcome in enumerate(run.outcomes(paths, threads)):
            rows.append(Row.of(number, outcome))
            yield outcome
        write_summary(out, rows, journal.outcomes)


def distinct(paths: Iterable[str | Path]) -> list[str]:
    """Return each path once, in the order of names, which is that of building."""
    found: dict[str, str] = {}
    for path in map(str, paths):
        found.setdefault(os.path.normcase(os.path.abspath(path)), path)  # noqa: PTH100 no links
    return sorted(found.values(), key=lambda path: (unicodedata.normalize("NFC", path), path))


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
