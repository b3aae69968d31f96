"""Files as transmission, bad disks and careless programs leave them: damaged the same way each time."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Damage = "Callable[[bytes, random.Random], bytes]"
_LONGEST = 4_000


def _cut(content: bytes, chance: random.Random) -> bytes:
    """Return the beginning of a file."""
    return content[: chance.randrange(len(content))]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    """Return a file in which some bytes are others."""
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 5, 50, 500))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _gap(content: bytes, chance: random.Random) -> bytes:
    """Return a file without a piece of it."""
    begin = chance.randrange(len(content))
    return content[:begin] + content[begin + chance.randrange(1, _LONGEST) :]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    """Return a file with a piece of it printed twice."""
    begin = chance.randrange(len(content))
    end = begin + chance.randrange(1, _LONGEST)
    return content[:end] + content[begin:]


def _zeros(content: bytes, chance: random.Random) -> bytes:
    """Return a file with a piece of it blank."""
    begin = chance.randrange(len(content))
    piece = content[begin : begin + chance.randrange(1, _LONGEST)]
    return content[:begin] + bytes(len(piece)) + content[begin + len(piece) :]


def _repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return an archive whose files are changed, those that are None left out."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if (changed := change(name, old.read(name))) is not None:
                new.writestr(name, changed)
    return packed.getvalue()


def _without_a_member(content: bytes, chance: random.Random) -> bytes:
    """Return an archive without one of its files."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lost = chance.choice(archive.namelist())
    return _repacked(content, lambda name, part: None if name == lost else part)


def _inner(damage: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    """Return a damage of one of the files in an archive that is whole itself."""

    def damaged(content: bytes, chance: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            hit = chance.choice([name for name in archive.namelist() if archive.read(name)])
        return _repacked(content, lambda name, part: damage(part, chance) if name == hit else part)

    return damaged


def _swapped_tags(part: bytes, chance: random.Random) -> bytes:
    """Return XML in which an element stands in another's place, or has lost its end."""
    tags = part.split(b"<")
    first, second = chance.randrange(len(tags)), chance.randrange(len(tags))
    tags[first], tags[second] = tags[second], tags[first]
    return b"<".join(tags)


_OF_BYTES = (_cut, _flipped, _gap, _doubled, _zeros)
_OF_ARCHIVES = (_without_a_member, *map(_inner, (*_OF_BYTES, _swapped_tags)))


def damaged(content: bytes, seed: int) -> bytes:
    """Return a file damaged in the way that a seed stands for."""
    chance = random.Random(seed)  # noqa: S311 the same each time
    ways = _OF_BYTES + _OF_ARCHIVES if content.startswith(b"PK") else _OF_BYTES
    return ways[seed % len(ways)](content, chance)
