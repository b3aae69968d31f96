"""One run over many inputs: built side by side, written by this process alone, in the inputs' order.

Only this process writes. So whoever kills a worker ends nothing but its unit, and whoever kills this
process leaves nobody behind who still writes. Files are written into the output folder under names
of no meaning as soon as they are made, and moved to their places in the order of the inputs: which
unit gets which folder depends on nothing else.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.batch._edited import keep_edited, left_over
from juesuan_tables.batch._outcome import Outcome, State, WrittenFile, unwritten
from juesuan_tables.errors import InputError, OutputError
from juesuan_tables.files import Staged, hash_if_there, hash_of_bytes, safe_name
from juesuan_tables.printing import Printing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.batch._asking import Asking
    from juesuan_tables.batch._folders import Folders
    from juesuan_tables.batch._journal import Journal
    from juesuan_tables.batch._work import Made

AHEAD = 256
"""Inputs that may be finished, and lie on the disk, while an earlier one is not."""
PRINTED_AT_ONCE = 25
"""PDFs that one LibreOffice prints: it takes long to start, and documents take memory."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An outcome before its files are in their places; nothing is staged where nothing is to be moved."""

    outcome: Outcome
    staged: Staged | None = None
    to_print: tuple[Path, bytes] | None = None
    depends: tuple[tuple[str, object], ...] = ()


class Run:
    """Builds inputs and yields what became of each, in their order."""

    def __init__(
        self,
        out: Path,
        asking: Asking,
        folders: Folders,
        journal: Journal | None = None,
        key: str | None = None,
    ) -> None:
        """Remember where to, and by whom; what the ``journal`` knows of ``key`` is not done again."""
        self._out, self._asking, self._folders = out, asking, folders
        self._journal, self._key = journal, key
        self._printing = Printing()
        self._unprinted: list[_Ready] = []

    def outcomes(self, paths: Sequence[str], threads: int) -> Iterator[Outcome]:
        """Yield the outcome of each input; so many threads ask workers and write files."""
        pending: deque[Future[_Ready]] = deque()
        with ExitStack() as stack:
            stack.callback(self._asking.end)  # again, for what was begun while all was being ended
            pool = stack.enter_context(ThreadPoolExecutor(threads))
            mover = stack.enter_context(ThreadPoolExecutor(1))
            try:
                for path in paths:
                    pending.append(self._begin(pool, path))
                    while len(pending) > AHEAD or (pending and pending[0].done()):
                        yield from self._finished(pending.popleft(), mover)
                while pending:
                    yield from self._finished(pending.popleft(), mover)
                yield from self._print()
            finally:
                self._abandon(pending)

    def _begin(self, pool: ThreadPoolExecutor, path: str) -> Future[_Ready]:
        """Begin with an input: all of it in a thread, or the making here and the writing there."""
        if not self._asking.here:
            return pool.submit(self._ready, path)
        known = self._unchanged(path)
        if known:
            return pool.submit(lambda: _Ready(known))
        made = self._asking.made(path)
        return pool.submit(self._staged, made)

    def _abandon(self, pending: deque[Future[_Ready]]) -> None:
        """Leave nothing of what was begun and will not be finished."""
        for future in pending:
            future.cancel()
        self._asking.end()
        for future in pending:
            if not future.cancelled() and future.exception() is None:
                _discard(future.result())

    def _ready(self, path: str, *, anew: bool = False) -> _Ready:
        """Return an input built and its files staged, or what the journal knows of it."""
        known = None if anew else self._unchanged(path)
        return _Ready(known) if known else self._staged(self._asking.made(path))

    def _unchanged(self, path: str) -> Outcome | None:
        """Return the outcome of an input that was built, where it and its files are as they were."""
        record = self._journal.find(path) if self._journal and self._key else None
        if record is None or record.get("wishes") != self._key or not record.get("input"):
            return None
        outcome = Outcome.from_record(record["outcome"])
        if not outcome.files or outcome.problems:
            return None
        beside = record.get("needs", {}).items()
        wanted = [
            (Path(path), record["input"]),
            *((Path(path).parent / name, each) for name, each in beside),
            *((self._out / each.path, each.sha256) for each in outcome.files),
        ]
        same = all(hash_if_there(file) == each for file, each in wanted)
        return replace(outcome, unchanged=True) if same else None

    def _staged(self, made: Made) -> _Ready:
        """Write what was made, under other names."""
        outcome = made.outcome
        if not made.files:
            return _Ready(outcome)
        try:
            staged = Staged.within(self._out, made.files, self._out / safe_name(outcome.unit))
        except OutputError as error:
            return _Ready(unwritten(outcome, error))
        files = tuple(_written(path, content) for path, content in made.files.items())
        depends = (("wishes", self._key), ("input", made.input_hash), ("needs", dict(made.needs)))
        return _Ready(replace(outcome, files=files), staged, made.to_print, depends)

    def _finished(self, future: Future[_Ready], mover: ThreadPoolExecutor) -> Iterator[Outcome]:
        """Bring the files of an input to their places and yield its outcome, or leave it to be printed."""
        ready = self._placed(future.result(), mover)
        if ready.to_print and ready.outcome.state is not State.FAILED:
            self._unprinted.append(ready)
            if len(self._unprinted) >= PRINTED_AT_ONCE:
                yield from self._print()
        else:
            self._record(ready)
            yield ready.outcome

    def _placed(self, ready: _Ready, mover: ThreadPoolExecutor) -> _Ready:
        """Give a unit its folder and move its files there."""
        outcome = ready.outcome
        if outcome.state is State.FAILED:
            return ready
        try:
            folder = self._folders.take(outcome.unit, outcome.path)
            if outcome.unchanged and outcome.folder != folder:
                ready = self._ready(outcome.path, anew=True)  # another unit has taken its folder
            if staged := ready.staged:
                ready = self._beside_earlier(ready, folder)
                # In a thread, which Ctrl-C does not reach: a unit is moved whole.
                mover.submit(staged.move, self._out / folder).result()
        except (InputError, OutputError) as error:
            _discard(ready)
            return replace(ready, outcome=unwritten(outcome, error))
        if ready.outcome.unchanged or ready.outcome.state is State.FAILED:
            return ready
        return replace(ready, outcome=_in_folder(ready.outcome, folder))

    def _beside_earlier(self, ready: _Ready, folder: str) -> _Ready:
        """Copy what somebody changed since it was written; say so, and what is not written any more."""
        outcome, before = ready.outcome, self._written_before(ready.outcome.path)
        paths = [Path(each.path) for each in outcome.files]
        if ready.to_print:
            paths.append(ready.to_print[0].with_suffix(".pdf"))
        told = (
            *keep_edited(self._out, folder, before, outcome.files),
            *left_over(self._out, folder, before, paths),
        )
        return replace(ready, outcome=replace(outcome, notices=(*outcome.notices, *told)))

    def _written_before(self, path: str) -> dict[str, str]:
        """Return the hashes of the files that an input gave when it was last built, by their paths."""
        record = self._journal.find(path) if self._journal else None
        if record is None:
            return {}
        files = {each[0]: each[2] for each in record["outcome"]["files"]}
        return files or record.get("before", {})

    def _print(self) -> Iterator[Outcome]:
        """Print the PDFs that are wanted so far and yield the outcomes that waited for theirs."""
        waiting, self._unprinted = self._unprinted, []
        for ready in waiting:
            if ready.to_print:
                path, document = ready.to_print
                self._printing.add(self._out / ready.outcome.folder / path, document)
        try:
            made = self._printing.finish()
        except OutputError as error:
            told = error.problems if len(error.problems) == len(waiting) else ()
            for number, ready in enumerate(waiting):
                problems = told[number : number + 1] or error.problems
                lacking = replace(ready.outcome, problems=problems, exit_code=error.exit_code)
                self._record(replace(ready, outcome=lacking))
                yield lacking
            return
        for ready, path in zip(waiting, made, strict=True):
            pdf = _written(path.relative_to(self._out), path.read_bytes())
            whole = replace(ready.outcome, files=(*ready.outcome.files, pdf))
            self._record(replace(ready, outcome=whole))
            yield whole

    def _record(self, ready: _Ready) -> None:
        if not self._journal or ready.outcome.unchanged:
            return
        outcome, known = ready.outcome, dict(ready.depends)
        if not outcome.files and (before := self._written_before(outcome.path)):
            known["before"] = before  # they are still there, as they were
        self._journal.add(outcome, **known)


def _discard(ready: _Ready) -> None:
    if ready.staged:
        ready.staged.discard()


def _written(path: Path, content: bytes) -> WrittenFile:
    return WrittenFile(path.as_posix(), len(content), hash_of_bytes(content))


def _in_folder(outcome: Outcome, folder: str) -> Outcome:
    """Return the outcome with the paths of its files as they lie in the output folder."""
    files = tuple(replace(each, path=f"{folder}/{each.path}") for each in outcome.files)
    return replace(outcome, folder=folder, files=files)
