"""Whose accounts of which year a document prints, as far as its lines say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.terms import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = re.compile(r"(.*?)(\d{4})\s*年(.*)", re.DOTALL)
COVER = re.compile(r"\d{4}\s*年度?[^，。；：,;:]*决算(?:公开|报表|报告|表|情况|说明)*\s*$")
"""A line that names accounts, and is no sentence about them."""
_BODY = re.compile(r"度?(.*?)(部门|单位)?决算")
_NUMBERING = re.compile(
    r"^(?:附件?\s*\d*\s*[:：.]?|\(?[\d一二三四五六七八九十]+\)?[、.]|第.部分)\s*"
)
_UNIT = re.compile(
    r"(公开|编制|填报)?(部门|单位)\s*(?:名称)?\s*(?:[（(](?:公章|盖章)[)）])?\s*[:：]\s*(.*)",
    re.DOTALL,
)
_AFTER_UNIT = re.compile(r"\s*(?:金额)?单位\s*[:：].*|\s+\d{4}\s*年.*|\s*公开\d+表.*", re.DOTALL)
_HEAD_OFFICE = re.compile(r"[（(]?本级[)）]?$")
_CURRENCY = re.compile(r"(?:人民币)?[（(]?(?:亿|百万|万|千)?元[)）]?")


class Origin(NamedTuple):
    """A unit, what it is, a year: None where nothing says so."""

    unit: str | None = None
    entity: Entity | None = None
    year: int | None = None


def joined(origins: Iterable[Origin]) -> Origin:
    """Return what the first says that says anything, of each."""
    found = Origin()
    for origin in origins:
        found = Origin(
            found.unit or origin.unit, found.entity or origin.entity, found.year or origin.year
        )
        if None not in found:
            break
    return found


def origin_of_title(text: str) -> Origin:
    """Return what a title, a cover or a file's name says.

    >>> origin_of_title("某局2018年度部门决算公开表")
    Origin(unit='某局', entity=<Entity.DEPARTMENT: '部门'>, year=2018)
    """
    if not (found := _YEAR.fullmatch(text.strip())):
        return Origin()
    unit, entity = _NUMBERING.sub("", found[1].strip()).strip("《“ "), None
    if body := _BODY.match("".join(found[3].split())):
        entity = body[2]
        unit = unit or (body[1] if entity else "")
    return _origin(unit, entity, int(found[2]))


def origin_of_line(text: str) -> Origin:
    """Return what the line over a table says: 部门：某局. Whoever fills in is 编制单位.

    >>> origin_of_line("单位：某局（本级） 金额单位：万元")
    Origin(unit='某局（本级）', entity=<Entity.HEAD_OFFICE: '单位本级'>, year=None)
    """
    year = _YEAR.fullmatch(text.strip())
    said = Origin(year=int(year[2])) if year else Origin()
    if not (found := _UNIT.match(text.strip())):
        return said
    unit = _AFTER_UNIT.sub("", found[3]).strip()
    if not unit or _CURRENCY.fullmatch(unit):
        return said
    entity = None if found[1] in {"编制", "填报"} else found[2]
    return joined([_origin(unit, entity, None), said])


def _origin(unit: str, entity: str | None, year: int | None) -> Origin:
    """Return the origin of its texts; what is the 本级 of a unit says so in its name."""
    kind = Entity(entity) if entity else None
    if kind is Entity.SINGLE_UNIT and _HEAD_OFFICE.search(unit):
        kind = Entity.HEAD_OFFICE
    return Origin(unit or None, kind, year)
