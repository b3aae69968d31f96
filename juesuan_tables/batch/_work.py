"""What a worker does: one input in, plain data out, and never an exception.

A worker may be another process, or run on another machine with another version of this package. So
packets and answers are made of nothing but bytes and text until both sides know that they are the same.
"""

from __future__ import annotations

import os
import pickle
import traceback
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from juesuan_tables.batch import _identity
from juesuan_tables.batch._outcome import Outcome, light
from juesuan_tables.batch._wishes import Unpacked, Wishes, lay_out
from juesuan_tables.checks import RULES
from juesuan_tables.editions import SUFFIXES
from juesuan_tables.errors import InputError, JuesuanError, Problem, shortened
from juesuan_tables.files import MOST_OF_A_PATH, hash_if_there
from juesuan_tables.findings import Severity
from juesuan_tables.inputs.loading import load_draft
from juesuan_tables.preparing import with_last_year
from juesuan_tables.publication import contents
from juesuan_tables.report import build_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.inputs.draft import Draft

Packet: TypeAlias = tuple[str, str, bytes | None, bytes]
"""Which package the sender is, the key of its wishes, the wishes packed or None, the item pickled."""
Answer: TypeAlias = tuple[str, bytes]
"""What came of it: one of the words below, and what belongs to it."""
MADE, WISHES_WANTED, FILE_WANTED, OTHER_PACKAGE = "made", "wishes", "file", "package"


@dataclass(frozen=True, slots=True)
class Item:
    """One input: its path as given, and where the worker cannot see that, its name and content.

    ``beside`` are further files that it names, by the paths by which it does.
    """

    path: str
    name: str = ""
    content: bytes | None = None
    beside: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an input before anything is written: the outcome so far, and the files.

    ``input_hash`` is that of what was read, ``needs`` those of the files beside it that it names.
    """

    outcome: Outcome
    files: Mapping[Path, bytes] = field(default_factory=dict)
    to_print: tuple[Path, bytes] | None = None
    input_hash: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)


class _Wanting(Exception):  # noqa: N818 no error: a question
    """A file beside the input that is not here."""


def work(packet: Packet) -> Answer:
    """Build one input; the answer says what is missing, where something is."""
    package, key, packed, pickled = packet
    if package != _identity.package():
        return OTHER_PACKAGE, _identity.package().encode()
    if packed is not None:
        _packed[key] = packed
        for old in [*_packed][:-_KEPT]:
            _packed.pop(old, None)
    if key not in _packed:
        return WISHES_WANTED, b""
    unpacked = _unpacked(key)  # held: its files last as long as it does, whatever other threads do
    try:
        made = made_of(unpacked.wishes, pickle.loads(pickled))  # noqa: S301 as above
    except _Wanting as wanting:
        return FILE_WANTED, str(wanting).encode(errors="surrogateescape")
    return MADE, pickle.dumps(made)


_KEPT = 4
"""How many runs' wishes a worker remembers: others may share it."""
_packed: dict[str, bytes] = {}


@lru_cache(maxsize=_KEPT)
def _unpacked(key: str) -> Unpacked:
    return Unpacked(_packed[key])


def made_of(wishes: Wishes, item: Item) -> Made:
    """Build one input; whatever goes wrong becomes an outcome."""
    begun = perf_counter()
    try:
        if item.content is None:
            return _built(wishes, item, Path(item.path), begun)
        with TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder:
            lay_out(Path(folder), {f"input/{item.name}": item.content})
            return _built(wishes, item, Path(folder, "input", item.name), begun)
    except JuesuanError as error:
        outcome = Outcome.failed(item.path, error, seconds=perf_counter() - begun)
    except _Wanting:
        raise
    except Exception as error:  # noqa: BLE001 one bad unit never stops the rest
        outcome = _mistaken(item.path, error, perf_counter() - begun)
    return Made(outcome)


def _built(wishes: Wishes, item: Item, path: Path, begun: float) -> Made:
    """Build the input that lies at a path; raise whatever comes."""
    found = hash_if_there(path)
    draft = load_draft(path)
    draft, needs = (draft, {}) if wishes.edition else _with_own_edition(draft, item, path)
    draft = with_last_year(draft, wishes.prior, wishes.edition)
    report = build_report(draft.accounts(), wishes.edition, wishes.catalogue)
    made = contents(
        report,
        formats=wishes.formats,
        templates=wishes.templates,
        checks=RULES if wishes.checks is None else wishes.checks,
        settings=wishes.settings,
        zero=wishes.zero,
        charts=wishes.charts,
        reference=wishes.reference,
        document=item.path,
    )
    outcome = Outcome(
        path=item.path,
        unit=report.accounts.unit,
        year=report.accounts.year,
        findings=light(made.findings),
        notices=draft.notices,
        exit_code=int(any(each.severity is Severity.ERROR for each in made.findings)),
        seconds=perf_counter() - begun,
    )
    return Made(outcome, made.files, made.to_print, found, needs)


def _with_own_edition(draft: Draft, item: Item, path: Path) -> tuple[Draft, dict[str, str]]:
    """Return the draft with its own edition's file where it lies here, and that file's hash."""
    edition = draft.fields.get("edition") or ""
    if not edition.endswith(SUFFIXES):
        return draft, {}
    inside = f"{path.parent}{os.sep}"
    called = edition.removeprefix(inside) if edition.startswith(inside) else edition
    if item.content is not None:
        if called not in item.beside:
            raise _Wanting(called)
        name = f"beside/{Path(called).name}"
        lay_out(path.parent.parent, {name: item.beside[called]})
        edition = str(path.parent.parent / name)
    return draft.with_fields(edition=edition), {called: hash_if_there(Path(edition))}


def _mistaken(path: str, error: Exception, seconds: float) -> Outcome:
    """Return the outcome of an input on which the program itself failed."""
    where = shortened(path, MOST_OF_A_PATH)
    if isinstance(error, MemoryError):
        problem = Problem(where, "内存不够", "请关闭其他程序，或者用较小的 -j 重试")
        return Outcome.failed(path, InputError([problem]), seconds=seconds)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name} 第{frame.lineno}行"
    told = shortened(f"{type(error).__name__}: {error}", MOST_OF_A_PATH)
    advice = "这是程序的缺陷，不是填报有误。请把这句话和这个输入文件交给软件的开发者"
    problem = Problem(where, f"程序内部出错（{told}，{place}）", advice)
    trace = "".join(traceback.format_exception(error))
    return Outcome.failed(path, InputError([problem]), trace=trace, seconds=seconds)
