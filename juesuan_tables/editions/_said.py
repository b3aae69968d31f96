"""How a difference is said: what was added, taken away, renamed, moved."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.errors import shortened

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    Key = TypeVar("Key", bound=Hashable)

LONGEST = 80
"""Characters of a note or statement that a sentence quotes."""
_ORDINAL = re.compile(r"^（?[一二三四五六七八九十\d]+[、.）]")
_SINGLE = str.maketrans("“”", "‘’")
PLACEHOLDERS = {"unit": "单位名称", "year": "年度", "kind": "部门或单位"}
"""What any text of an edition may name, in words."""
_NAMED = PLACEHOLDERS | {"project": "专项名称", "ordinal": "序号", "table": "表名"}


def bare(label: str) -> str:
    """Return a label without the ordinal before it.

    >>> bare("二十一、其他支出"), bare("（三）政府采购支出")
    ('其他支出', '政府采购支出')
    """
    return _ORDINAL.sub("", readable(label))


def readable(text: str) -> str:
    """Return a text of the edition with words for its placeholders."""
    return re.sub(r"\{(\w+)\}", lambda m: f"（{_NAMED.get(m[1], m[1])}）", text)


def quote(label: str) -> str:
    """Return a label in quotation marks; those within it become single.

    >>> quote("“三公”经费")
    '“‘三公’经费”'
    """
    return f"“{label.translate(_SINGLE)}”"


def quoted(labels: Iterable[str]) -> str:
    """Return labels, each once, in quotation marks."""
    return "、".join(map(quote, dict.fromkeys(labels)))


def listed(what: str, old: Mapping[Key, str], new: Mapping[Key, str]) -> Iterator[str]:
    """Yield what became of the labels of a list; each kind of difference is one sentence.

    That ordinals count on after what was added, taken away or moved goes without saying.
    """
    both = [key for key in old if key in new]
    added = [bare(new[key]) for key in new if key not in old]
    taken = [bare(old[key]) for key in old if key not in new]
    names = dict.fromkeys((bare(old[key]), bare(new[key])) for key in both)
    renamed = [f"{quote(before)}改为{quote(after)}" for before, after in names if before != after]
    order = [key for key in new if key in old]
    if added:
        yield f"增加{what}{quoted(added)}"
    if taken:
        yield f"取消{what}{quoted(taken)}"
    if renamed:
        yield f"{what}改名：{'，'.join(renamed)}"
    if order != both:
        yield f"{what}的次序改变，依次改为{quoted(bare(new[key]) for key in _moved(both, order))}"
    elif not (added or taken or renamed) and any(old[key] != new[key] for key in both):
        yield f"{what}的序号改变"


def _moved(old: Sequence[Key], new: Sequence[Key]) -> Sequence[Key]:
    """Return the stretch of ``new`` in which the order differs."""
    pairs = [*zip(old, new, strict=True)]
    places = [number for number, (before, after) in enumerate(pairs) if before != after]
    return new[places[0] : places[-1] + 1]


def changed(what: str, old: str, new: str) -> Iterator[str]:
    """Yield how a short text changed, if it did; an empty one is none."""
    if old == new:
        return
    if not old:
        yield f"增加{what}{quote(readable(new))}"
    elif not new:
        yield f"取消{what}{quote(readable(old))}"
    else:
        yield f"{what}由{quote(readable(old))}改为{quote(readable(new))}"


def rewritten(what: str, old: str, new: str) -> Iterator[str]:
    """Yield where a long text was changed, if it was; an empty one is none."""
    if not (old and new):
        yield from changed(what, shortened(old, LONGEST), shortened(new, LONGEST))
        return
    one, other = readable(old), readable(new)
    head = _alike(one, other)
    tail = _alike(one[head:][::-1], other[head:][::-1])
    before, after = (shortened(text[head : len(text) - tail], LONGEST) for text in (one, other))
    if before and after:
        yield f"{what}里的{quote(before)}改为{quote(after)}"
    elif after:
        yield f"{what}里增加{quote(after)}"
    elif before:
        yield f"{what}里删去{quote(before)}"


def _alike(one: str, other: str) -> int:
    """Return with how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def flagged(old: object, new: object, begins: str, ends: str) -> Iterator[str]:
    """Yield that something begins, or ends."""
    if bool(old) != bool(new):
        yield begins if new else ends
