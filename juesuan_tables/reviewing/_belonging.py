"""Which file belongs to whom: by the roster, by what the document says, by what it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from juesuan_tables.reviewing._names import (
    Named,
    in_file_name,
    in_text,
    name_of,
    resembling,
    with_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.inputs.roster import RosterEntry
    from juesuan_tables.reviewing._seen import Seen
    from juesuan_tables.terms import Entity

_SHOWN = 3
LISTED = "按名单的“文件”栏"
"""How a file is said to belong to whom the roster says it does."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a file is: ``owner`` numbers the roster, None where it is nobody's or doubtful.

    ``how`` says by what it was decided, ``note`` what somebody should look at.
    """

    seen: Seen
    owner: int | None
    how: str = ""
    note: str = ""


class Places:
    """The roster as names to look files up by."""

    def __init__(self, roster: Sequence[RosterEntry]) -> None:
        """Make the names comparable."""
        self._roster = roster
        self._named = [Named(name_of(each.unit, each.entity), each.entity) for each in roster]

    def place(self, seen: Seen) -> Belonging:
        """Return whose a file is."""
        if listed := self._listed(seen.path):
            return self._checked(self._decided(seen, listed, LISTED))
        if seen.unit:
            return self._by_unit(seen, seen.unit)
        for how, found in self._by_path(seen.path):
            if found:
                return self._decided(seen, found, how)
        if found := self._in_text(seen):
            decided = self._decided(seen, found, "按正文")
            note = "文件里没有写是谁的，按正文里提到的名称归入，请核实"
            return Belonging(seen, decided.owner, decided.how, decided.note or note)
        return Belonging(seen, None, note=self._nobody(seen))

    def called(self, unit: str, entity: Entity | None) -> tuple[int | None, str]:
        """Return who is called so, or None and why."""
        found, _ = with_name(self._named, unit, entity)
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, f"“{unit}”可能是{self._units(found)}，应与名单一样写明"
        alike = resembling(self._named, unit)
        near = f"，名称相近的有{self._units(alike)}" if alike else ""
        return None, f"“{unit}”名单上没有{near}，应与名单一样写"

    def _listed(self, path: str) -> list[int]:
        """Return those whose row names the file, or a folder that it lies in."""
        parts = PurePosixPath(path)
        names = {path, parts.name, parts.stem}
        for folder in parts.parents:
            names |= {f"{folder}", folder.name}
        names -= {"", "."}
        return [
            n for n, e in enumerate(self._roster) if e.file.strip("/\\").replace("\\", "/") in names
        ]

    def _checked(self, found: Belonging) -> Belonging:
        """Note where a document names another unit than the roster says it is of."""
        unit, entity = found.seen.unit, found.seen.entity
        if (
            not unit
            or found.owner is None
            or found.owner in with_name(self._named, unit, entity)[0]
        ):
            return found
        return replace(found, note=f"文件里写的是“{unit}”，与名单不同，{LISTED}归入，请核实")

    def _by_unit(self, seen: Seen, unit: str) -> Belonging:
        """Decide by the unit that a document names itself."""
        found, exactly = with_name(self._named, unit, seen.entity)
        paths = [*self._by_path(seen.path)]
        named = next((who for _, who in paths if who), [])
        if len(found) > 1 and (both := [n for n in found if n in named]):
            found = both
        if found:
            decided = self._decided(seen, found, "按文件里的单位名称")
            note = decided.note
            if not exactly and not note:
                note = f"文件里写的是“{unit}”"
            if named and not set(named) & set(found):
                note = f"文件名或文件夹是{self._units(named)}的，里面写的是“{unit}”，请核实"
            return Belonging(seen, decided.owner, decided.how, note)
        how, by_name = paths[0]
        if by_name:
            decided = self._decided(seen, by_name, how)
            note = f"文件里写的是“{unit}”，名单上没有，{how}归入，请核实"
            return Belonging(seen, decided.owner, how, decided.note or note)
        return Belonging(seen, None, note=self._nobody(seen))

    def _by_path(self, path: str) -> Iterator[tuple[str, Sequence[int]]]:
        """Yield those whom the file's name names, then its folders, the nearest first."""
        parts = PurePosixPath(path)
        yield "按文件名", in_file_name(self._named, parts.stem)
        for folder in parts.parents:
            if folder.name:
                yield "按文件夹名", in_file_name(self._named, folder.name)

    def _in_text(self, seen: Seen) -> Sequence[int]:
        if seen.document is None:
            return ()
        return in_text(self._named, "\n".join(each.text for each in seen.document.passages))

    def _decided(self, seen: Seen, found: Sequence[int], how: str) -> Belonging:
        """Return whose it is where one is named; where several are, it is nobody's."""
        if len(found) == 1:
            return Belonging(seen, found[0], how)
        note = f"{how}可能是{self._units(found)}的，请在名单的“文件”栏写明是谁的"
        return Belonging(seen, None, how, f"归属不明：{note}")

    def _nobody(self, seen: Seen) -> str:
        """Say that a file is nobody's on the roster, and who is called nearly the same."""
        stem = PurePosixPath(seen.path).stem
        said = f"文件里写的是“{seen.unit}”，名单上没有" if seen.unit else "没有认出是谁的"
        alike = resembling(self._named, seen.unit or stem)
        near = f"；名称相近的有{self._units(alike)}" if alike else ""
        return f"{said}{near}。确实要审核的，请加到名单上，或者在名单的“文件”栏写明"

    def _units(self, numbers: Sequence[int]) -> str:
        """Return the names of some, with what they are where that tells them apart."""
        shown = [self._roster[n] for n in numbers[:_SHOWN]]
        names = [
            f"“{e.unit}”" + (f"（{e.entity}）" if e.entity and len(shown) > 1 else "")
            for e in shown
        ]
        return "、".join(names) + ("等" if len(numbers) > _SHOWN else "")
