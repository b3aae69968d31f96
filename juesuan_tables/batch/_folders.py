"""Which folder each unit gets: its own, whatever the system makes of names."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.files import MOST_OF_A_PATH, hash_of_bytes, safe_name


class Folders:
    """The folders taken so far, in the order of the inputs."""

    def __init__(self, *reserved: str) -> None:
        """Begin with names that no unit may take."""
        self._taken = {_folded(name) for name in reserved}
        self._units: dict[str, str] = {}

    def take(self, unit: str, path: str) -> str:
        """Return the folder of a unit that an input is of.

        The name of a unit, made safe, may be that of another: the second then has its input's name
        in brackets. Raise ``InputError`` where it is the same unit.
        """
        if first := self._units.get(_composed(unit)):
            what = (
                f"与 {shortened(first, MOST_OF_A_PATH)} 是同一单位“{shortened(unit)}”，会互相覆盖"
            )
            where = shortened(path, MOST_OF_A_PATH)
            raise InputError.of(
                where, what, "重复的请只留一份；都要生成的，请分开生成到不同的文件夹"
            )
        self._units[_composed(unit)] = path
        mark = hash_of_bytes(path.encode(errors="surrogatepass"))
        names = (unit, f"{unit}（{Path(path).stem}）", f"{unit}（{mark[:8]}）", mark)
        free = next(name for name in map(safe_name, names) if _folded(name) not in self._taken)
        self._taken.add(_folded(free))
        return free


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    """Return what two names have in common that some system takes for the same."""
    return _composed(_composed(name).casefold())
