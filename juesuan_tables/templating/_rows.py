"""Rows of cells, printed by the macros ``row`` and ``cell`` of a template.

A cell is a tuple: tag, text, role, scope, id, columns, rows, indent. The shipped macros print most
cells of a publication again and again, so each is asked once: for every cell without an id, which
holds words, and for every look of those with one, which hold an amount: the text and the id of an
amount stand in its markup as they are, and nothing else depends on them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Cell = tuple[str, str, str, str, str, int, int, int]
    Line = Iterable[Cell]

MOST_CELLS = 10_000
"""How many different cells of words are remembered."""
_ID, _TEXT = "\ufdd0", "\ufdd1"  # noncharacters: no text and no template can hold them
_ANY: Cell = ("td", _TEXT, "label", "", "", 1, 1, 0)
_NONE: Mapping[str, object] = MappingProxyType({})


@jinja2.pass_environment
def rows(
    environment: jinja2.Environment,
    lines: Iterable[Line],
    file: str,
    marks: Mapping[str, object] = _NONE,
) -> str:
    """Print rows by the macros of a file; ``marks`` are handed to the cells of some ids.

    A file of the user's own is asked for every row.
    """
    if environment.sandboxed:
        row = _macros(environment, file).row
        return Markup("").join(Markup("{}\n").format(row(line)) for line in lines)
    return _cast(environment, file).printed(lines, marks)


def _macros(environment: jinja2.Environment, file: str) -> Any:  # noqa: ANN401 what a template defines
    return environment.get_template(file).module


@cache
def _cast(environment: jinja2.Environment, file: str) -> _Cast:
    return _Cast(_macros(environment, file))


class _Cast:
    """What the macros of one shipped file have printed, ready to be printed again."""

    def __init__(self, macros: Any) -> None:  # noqa: ANN401 what a template defines
        """Ask what stands around the cells of a row."""
        self._cell = macros.cell
        self._start, _, self._end = macros.row([_ANY]).partition(macros.cell(*_ANY))
        self._looks: dict[tuple[object, ...], str] = {}
        self._words = lru_cache(MOST_CELLS)(lambda cell: f"{macros.cell(*cell)}")

    def printed(self, lines: Iterable[Line], marks: Mapping[str, object]) -> str:
        """Return rows, each with a line break at its end."""
        printed: list[str] = []
        for line in lines:
            printed.append(self._start)
            for cell in line:
                name = cell[4]
                if not name:
                    printed.append(self._words(cell))
                elif name in marks:
                    printed.append(self._cell(*cell, marks[name]))
                else:
                    tag, text, role, scope, _, columns, rows, indent = cell
                    look = tag, role, scope, columns, rows, indent
                    pattern = self._looks.get(look) or self._pattern(*look)
                    printed.append(pattern % (name, _escaped(text)))
            printed.append(f"{self._end}\n")
        return Markup("".join(printed))  # noqa: S704 macros escape, and so does the look of an amount

    def _pattern(self, tag: str, role: str, scope: str, *size: int) -> str:
        """Return the markup of a look, with places for the id, where it is printed, and the text."""
        printed = f"{self._cell(tag, _TEXT, role, scope, _ID, *size)}".replace("%", "%%")
        if _ID not in printed:
            printed = f"{_ID}{printed}".replace(_ID, "%.0s")  # takes the id, and prints none of it
        made = printed.replace(_ID, "%s").replace(_TEXT, "%s")
        self._looks[tag, role, scope, *size] = made
        return made


@lru_cache(MOST_CELLS)
def _escaped(text: str) -> str:
    return f"{escape(text)}"
