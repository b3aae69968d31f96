"""An input → what was made of it, wherever that is done."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.batch import _identity
from juesuan_tables.batch._outcome import Outcome
from juesuan_tables.batch._work import (
    FILE_WANTED,
    MADE,
    OTHER_PACKAGE,
    WISHES_WANTED,
    Item,
    Made,
    made_of,
)
from juesuan_tables.batch._workers import Unanswered
from juesuan_tables.errors import InputError, JuesuanError, OutputError, shortened
from juesuan_tables.files import MOST_OF_A_PATH, hash_of_bytes
from juesuan_tables.strict_yaml import content_of

if TYPE_CHECKING:
    from juesuan_tables.batch._wishes import Wishes
    from juesuan_tables.batch._work import Answer
    from juesuan_tables.batch._workers import Workers


class Asking:
    """Has inputs built with the same wishes, by workers or in this process."""

    def __init__(self, wishes: Wishes, workers: Workers | None) -> None:
        """Remember who builds; None means this process."""
        self._wishes, self._workers = wishes, workers

    @property
    def here(self) -> bool:
        """Return whether this process does the work itself."""
        return self._workers is None

    def end(self) -> None:
        """Let go of whatever is still being built."""
        if self._workers is not None:
            self._workers.end()

    def made(self, path: str) -> Made:
        """Return what was made of an input; raise ``OutputError`` where workers are of no use at all."""
        if self._workers is None:
            return made_of(self._wishes, Item(path))
        try:
            return self._asked(self._workers, path)
        except Unanswered as error:
            where = shortened(path, MOST_OF_A_PATH)
            return Made(Outcome.failed(path, InputError.of(where, error.what, error.advice)))
        except InputError as error:
            return Made(Outcome.failed(path, error))

    @cached_property
    def _packed(self) -> bytes:
        assert self._workers is not None  # noqa: S101 nobody else asks
        return self._wishes.packed(with_files=not self._workers.sees_files)

    @cached_property
    def _key(self) -> str:
        return hash_of_bytes(self._packed)

    def _asked(self, workers: Workers, path: str) -> Made:
        """Ask until there is nothing more that the worker wants to know."""
        item, packed = Item(path), None
        if not workers.sees_files:
            item = Item(path, Path(path).name, content_of(Path(path)))
        while True:
            packet = _identity.package(), self._key, packed, pickle.dumps(item)
            what, content = workers.ask(packet)
            if what == WISHES_WANTED:
                packed = self._packed
            elif what == FILE_WANTED:
                name = content.decode(errors="surrogateescape")
                beside = {**item.beside, name: content_of(Path(path).parent / name)}
                item = replace(item, beside=beside)
            else:
                return _made((what, content))


def _made(answer: Answer) -> Made:
    """Return what an answer holds; raise ``OutputError`` where it is of another version."""
    what, content = answer
    if what == OTHER_PACKAGE:
        theirs = shortened(content.decode(errors="replace"))
        said = f"装的是另一版本的软件（{theirs}），这里是 {_identity.package()}"
        raise OutputError.of("计算节点", said, "请在每个计算节点上装同一版本，再运行一次")
    if what != MADE:
        raise OutputError.of("计算节点", "回答看不懂", "请在每个计算节点上装同一版本，再运行一次")
    made = pickle.loads(content)  # noqa: S301 from our own code
    if not isinstance(made, Made):
        raise JuesuanError.of("计算节点", "回答看不懂")
    return made
