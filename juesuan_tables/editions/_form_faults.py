"""What is wrong with a form: what it lacks, has too much of, or has where it cannot print it."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.editions._form import TEXT_COLUMNS
from juesuan_tables.editions._shapes import ECONOMIC_CLASSES, ITEMS, SHAPES, Shape
from juesuan_tables.subjects import ancestors, is_category, parent
from juesuan_tables.terms import APPROPRIATIONS, TABLES, Fund, Stage, glossary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from juesuan_tables.editions._form import Block, Form

WIDEST_COLUMN = 255
"""Excel's widest column."""
_ECONOMIC = re.compile(r"3\d\d(\d\d)?")
_FEW = 3
_NEAR = 0.76
"""How alike two names are where one may be meant by the other."""


class FormFault(NamedTuple):
    """What is wrong, and its place in the form; ``sought`` is the key or label to look for there."""

    place: tuple[str | int, ...]
    what: str
    sought: str = ""


def form_faults(form: Form, classes: Collection[str]) -> Iterator[FormFault]:
    """Yield what is wrong with a form of an edition with these functional classes."""
    shape = SHAPES.get(form.table)
    if shape is None:
        tables = [f"{table}（{TABLES[table]}）" for table in SHAPES]
        what = f"没有“{form.table}”这张表，{known(form.table, SHAPES, tables)}"
        yield FormFault(("table",), what)
        return
    faults = [*_within(form, shape, classes)]
    yield from faults or _sides(form)  # lines that are missing or too many explain the rest


def _within(form: Form, shape: Shape, classes: Collection[str]) -> Iterator[FormFault]:
    """Yield what is wrong with a form of a table that exists, but for how its sides stand."""
    yield from _head(form)
    for number, block in enumerate(form.blocks):
        for fault in (*_columns(block, shape), *_lines(block), *_layout(block, shape)):
            yield fault._replace(place=("blocks", number, *fault.place))
    yield from _keys(form, shape)
    yield from _repeated(form, classes)
    if shape.classes:
        yield from _classes(form, classes)
    if shape.by_subject and len(form.blocks) > 1:
        yield FormFault(("blocks",), f"按科目列示的表应只有一组栏，现有{len(form.blocks)}组")
    if form.table == "general_budget_basic":
        yield from _economic_lines(form)
    if shape.rows_in_columns:
        yield from _three_public(form)
    width = len(form.leaves)
    if form.closing and sum(closing.columns for closing in form.closing) != width:
        yield FormFault(("closing",), f"合计行各项的 columns 之和应等于全表的列数 {width}")


def _head(form: Form) -> Iterator[FormFault]:
    """Yield what is wrong above the columns."""
    if re.search(r"[{}]", form.title):
        yield FormFault(("title",), "标题里不能用花括号")
    if not (form.verified or form.doubt.strip()):
        what = "没有核对（verified: false）的表，应在 doubt 里写明哪些地方没有核对"
        yield FormFault(("verified",), what)
    if form.verified and form.doubt:
        yield FormFault(("doubt",), "已经核对（verified: true）的表，不应再填 doubt")
    if form.stage is Stage.OUTTURN:
        yield FormFault(("stage",), "stage 应为年初预算或全年预算")
    if Fund.NON_APPROPRIATION in form.funds:
        yield FormFault(("funds",), "funds 只能填财政拨款的资金性质")


def _columns(block: Block, shape: Shape) -> Iterator[FormFault]:
    """Yield columns without a key or a width, and those that stand twice."""
    place = ("columns",)
    for leaf in block.leaves:
        if not leaf.key:
            what = f"“{leaf.label}”一栏没有填写 key；下面还有分栏的，应填 columns"
            yield FormFault(place, what, leaf.label)
        if leaf.width is None or not 0 < leaf.width <= WIDEST_COLUMN:  # false for nan, too
            what = f"“{leaf.label}”一栏的 width（栏宽）应为大于零、不超过{WIDEST_COLUMN}的数"
            yield FormFault(place, what, leaf.key or leaf.label)
        if leaf.row and not shape.rows_in_columns:
            yield FormFault(place, f"“{leaf.label}”一栏不应填 row", leaf.row)
    counts = Counter((leaf.row, leaf.key) for leaf in block.leaves if leaf.key)
    for (_, key), count in counts.items():
        if key and count > 1:
            yield FormFault(place, f"{named(key)}一栏出现了{count}次，应只出现一次", key)


def _lines(block: Block) -> Iterator[FormFault]:
    """Yield lines that print nothing that can be named."""
    for line in block.lines:
        if line.blank and (line.key or line.label):
            what = f"“{line.label or line.key}”一行填了 blank，空白行不应有 key 和 label"
            yield FormFault(("lines",), what, line.key or line.label)
        elif not line.blank and not line.key:
            what = f"“{line.label}”一行没有填写 key；空白行应填 blank（几行）"
            yield FormFault(("lines",), what, line.label)
        elif not line.blank and not line.label:
            yield FormFault(
                ("lines",), f"{named(line.key or '')}一行没有填写 label", line.key or ""
            )


def _layout(block: Block, shape: Shape) -> Iterator[FormFault]:
    """Yield what does not suit how the table lists its amounts."""
    keys = {leaf.key for leaf in block.leaves}
    if shape.by_subject:
        if block.total is None:
            yield FormFault((), "按科目列示的表，应填 total（合计行的位置：first 或 last）")
        if block.lines:
            yield FormFault(("lines",), "按科目列示的表，不应填 lines")
    elif block.total is not None:
        yield FormFault(("total",), "不是按科目列示的表，不应填 total")
    wanted = {"code", "label"} if shape.by_subject else {"label"} if block.lines else set()
    for key in sorted(wanted - keys):
        yield FormFault(("columns",), f"没有{named(key)}一栏")
    if ("line" in keys) != bool(block.first_line):
        what = "有行次一栏（key: line）的，应填 first_line（起始的行次）；没有的，不应填"
        yield FormFault(("columns",), what)


def _sides(form: Form) -> Iterator[FormFault]:
    """Yield sides that do not stand level, and 行次 that do not count on."""
    sides = [block for block in form.blocks if block.lines]
    heights = [sum(line.blank or 1 for line in block.lines) for block in sides]
    if len(set(heights)) > 1:
        counts = "、".join(map(str, heights))
        what = f"各组栏的行数应相同，现为{counts}行，请增减空白行（blank）"
        yield FormFault(("blocks",), what)
        return
    for before, after, height in zip(sides, sides[1:], heights, strict=False):
        if before.first_line and after.first_line != before.first_line + height:
            what = f"行次不连续，后一组的 first_line 应为 {before.first_line + height}"
            yield FormFault(("blocks", form.blocks.index(after), "first_line"), what)


def _all_lines(form: Form) -> list[str]:
    """Return the keys of all lines, as often as they occur."""
    lines = [line.key for block in form.blocks for line in block.lines if line.key]
    rows = [row for block in form.blocks for row in {leaf.row for leaf in block.leaves} if row]
    return [*lines, *rows, *(closing.key for closing in form.closing)]


def _keys(form: Form, shape: Shape) -> Iterator[FormFault]:
    """Yield the keys that are missing, and the unknown."""
    lines = _all_lines(form)
    amounts = {key for block in form.blocks for key in block.amounts if key}
    for key in sorted(shape.columns - amounts):
        yield FormFault(("blocks",), f"没有{named(key)}一栏")
    for key in sorted(shape.lines - set(lines)):
        yield FormFault(("blocks",), f"没有{named(key)}一行")
    yield from _groups({*amounts, *lines}, shape)
    for key in sorted({*amounts, *lines} - shape.keys - set(TEXT_COLUMNS)):
        if not key.isdecimal():
            what = f"不认识“{key}”，{known(key, shape.keys, map(named, sorted(shape.keys)))}"
            yield FormFault((), what, key)
        elif not (shape.classes or form.table == "general_budget_basic"):
            yield FormFault((), f"这张表不应有“{key}”", key)


def _repeated(form: Form, classes: Collection[str]) -> Iterator[FormFault]:
    """Yield lines that stand twice; of a class that does so in the edition, that is said there."""
    for key, count in Counter(_all_lines(form)).items():
        if count > 1 and [*classes].count(key) <= 1:
            yield FormFault((), f"{named(key)}一行出现了{count}次，应只出现一次", key)


def _groups(there: set[str], shape: Shape) -> Iterator[FormFault]:
    for group in shape.together:
        if group & there and group - there:
            what = f"有{_listed(group & there)}，没有{_listed(group - there)}，应都有或都没有"
            yield FormFault(("blocks",), what)
    for group in shape.one_of:
        if not group & there:
            yield FormFault(("blocks",), f"应至少有其中一行：{_listed(group)}")
    if shape.apart and all(group & there for group in shape.apart):
        one, other = (_listed(group & there) for group in shape.apart)
        yield FormFault(("blocks",), f"{one}和{other}只能有其一，否则会重复相加")


def _classes(form: Form, classes: Collection[str]) -> Iterator[FormFault]:
    """Yield functional classes that the table leaves out, and those that the edition lacks."""
    there = [key for key in _all_lines(form) if key.isdecimal()]
    if not there:
        yield FormFault(("blocks",), "没有类级科目各行，应在 lines 里填 classes: true")
    elif missing := sorted(set(classes) - set(there)):
        yield FormFault(("blocks",), f"没有类级科目 {'、'.join(missing)} 的行")
    for code in sorted(set(there) - set(classes)):
        yield FormFault((), f"类级科目“{code}”不在 classes 里", code)


def _economic_lines(form: Form) -> Iterator[FormFault]:
    """Yield lines that are no economic subject, and 款 whose 类 has no line."""
    codes = {key for key in _all_lines(form) if key.isdecimal()}
    orphans: dict[str, list[str]] = {}
    for code in sorted(codes):
        if not _ECONOMIC.fullmatch(code):
            what = f"“{code}”不是部门预算支出经济分类科目编码（3位或5位，以3开头）"
            yield FormFault((), what, code)
        elif ancestors(code)[0] not in ECONOMIC_CLASSES:
            what = f"基本支出没有“{code}”，类应为：{'、'.join(ECONOMIC_CLASSES)}"
            yield FormFault((), what, code)
        elif not is_category(code) and parent(code) not in codes:
            orphans.setdefault(parent(code), []).append(code)
    for category, sections in orphans.items():
        more = f"等{len(sections)}行" if len(sections) > _FEW else ""
        what = f"有 {'、'.join(sections[:_FEW])}{more}，没有它们所属的类 {category}"
        yield FormFault((), what, sections[0])


def _three_public(form: Form) -> Iterator[FormFault]:
    """Yield what keeps “三公” from saying whose money and which budget it prints."""
    rows = form.columns_of_lines
    for row, keys in rows.items():
        if ITEMS - set(keys):
            yield FormFault((), f"{named(row)}各栏里，没有{_listed(ITEMS - set(keys))}", row)
    if form.stage is not Stage.OUTTURN and form.stage.key not in rows:
        what = f"stage 是{form.stage}，预算数各栏的 row 应为 {form.stage.key}"
        yield FormFault((), what, next((row for row in rows if row != Stage.OUTTURN.key), ""))
    if not form.funds:
        funds = "、".join(Fund[kind.name.removesuffix("_INCOME")] for kind in APPROPRIATIONS)
        yield FormFault((), f"没有填写 funds（表里是哪几种资金），可填：{funds}")


def known(typed: str, names: Iterable[str], shown: Iterable[str] | None = None) -> str:
    """Return what should have been typed: the name that is near, or all of them."""
    close = get_close_matches(typed, [*names], n=1, cutoff=_NEAR)
    return f"是否应为“{close[0]}”" if close else f"应为：{'、'.join(shown or names)}"


def named(key: str) -> str:
    """Return a key with its Chinese term."""
    term = glossary().get(key)
    return f"“{term}”（{key}）" if term else f"“{key}”"


def _listed(keys: Iterable[str]) -> str:
    return "、".join(named(key) for key in sorted(keys))
