"""What changed between two forms of the same table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.editions._form import Orientation, Total, Zero
from juesuan_tables.editions._said import changed, flagged, listed, quote, rewritten
from juesuan_tables.terms import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.editions._form import Column, Form

    Place = tuple[object, ...]
    Path = tuple[str, ...]

_BUDGETS = frozenset({Stage.INITIAL_BUDGET.key, Stage.FULL_YEAR_BUDGET.key})
_ORIENTATIONS = {Orientation.PORTRAIT: "纵向", Orientation.LANDSCAPE: "横向"}
_TOTALS = {Total.FIRST: "最前", Total.LAST: "最后", None: "没有"}
_ZEROS = {Zero.PRINTED: "0.00", Zero.BLANK: "空白"}


def form_differences(
    old: Form, new: Form, old_classes: Mapping[str, str], new_classes: Mapping[str, str]
) -> Iterator[str]:
    """Yield what changed in a table but for its title, number and place, a sentence each.

    The lines of functional classes (label by code) are compared once for the whole edition.
    """
    columns = [*_columns(old, new)]
    lines = [*_lines(old, new, old_classes, new_classes)]
    yield from columns
    yield from lines
    yield from _ordinals(old, new, same_columns=not columns)
    yield from _totals(old, new)
    yield from _amounts(old, new)
    yield from _texts(old, new)
    yield from _layout(old, new, same_lines=not lines and old_classes == new_classes)


def _leaves(form: Form, *, every: bool) -> dict[Place, tuple[Path, Column]]:
    """Return the columns with the labels from the top down, by what identifies them.

    Which budget a column of “三公” prints is no part of that. Without ``every``, only the first
    of columns that stand in several blocks.
    """
    seen: Counter[Place] = Counter()
    found: dict[Place, tuple[Path, Column]] = {}
    for block in form.blocks:
        paths = [path for column in block.columns for path in _paths(column)]
        for path, leaf in zip(paths, block.leaves, strict=True):
            place = "budget" if leaf.row in _BUDGETS else leaf.row, leaf.key
            if every or not seen[place]:
                found[*place, seen[place]] = path, leaf
            seen[place] += 1
    return found


def _numbered(form: Form) -> bool:
    return any(block.first_line for block in form.blocks)


def _without_line_numbers(
    leaves: dict[Place, tuple[Path, Column]],
) -> dict[Place, tuple[Path, Column]]:
    return {place: found for place, found in leaves.items() if found[1].key != "line"}


def _paths(column: Column, above: Path = ()) -> Iterator[Path]:
    path = (*above, column.label)
    if not column.columns:
        yield path
    for each in column.columns:
        yield from _paths(each, path)


def _columns(old: Form, new: Form) -> Iterator[str]:
    if len(old.blocks) != len(new.blocks):
        yield f"由{len(old.blocks)}组栏并列改为{len(new.blocks)}组"
    every = len(old.blocks) == len(new.blocks)
    before, after = _leaves(old, every=every), _leaves(new, every=every)
    if _numbered(old) != _numbered(new):  # which is said elsewhere
        before, after = (_without_line_numbers(each) for each in (before, after))
    both = [place for place in after if place in before]
    paths = [(before[place][0], after[place][0]) for place in both]
    level = all(len(one) == len(other) for one, other in paths)
    if level:
        yield from _renamed(paths)
    else:  # where heads were rebuilt, the order of the columns says nothing
        before = {place: before[place] for place in (*both, *before)}
        one, other = next(pair for pair in paths if len(pair[0]) != len(pair[1]))
        heads = quote("—".join(one)), quote("—".join(other))
        yield f"表头的层次改变，例如{heads[0]}改为{heads[1]}"
    heads_of_both = {place: "—".join(after[place][0]) for place in both}
    yield from listed("栏", _heads(before) | heads_of_both, _heads(after))
    calls = [(before[place][1].name, after[place][1].name) for place in both]
    if all(one == other for one, other in paths) and any(one != other for one, other in calls):
        yield "审核报告和指标里对栏的称呼改变"


def _renamed(paths: list[tuple[Path, Path]]) -> Iterator[str]:
    names = dict.fromkeys(pair for paths_ in paths for pair in zip(*paths_, strict=True))
    renamed = [f"{quote(one)}改为{quote(other)}" for one, other in names if one != other]
    if renamed:
        yield f"栏改名：{'，'.join(renamed)}"


def _heads(leaves: Mapping[Place, tuple[Path, Column]]) -> dict[Place, str]:
    return {place: "—".join(path) for place, (path, _) in leaves.items()}


def _lines(
    old: Form, new: Form, old_classes: Mapping[str, str], new_classes: Mapping[str, str]
) -> Iterator[str]:
    yield from listed("行", _fixed(old, old_classes), _fixed(new, new_classes))
    without, lacking = _unlisted(old, old_classes), _unlisted(new, new_classes)
    if without is None or lacking is None:
        yield from flagged(
            without is None, lacking is None, "不再逐一列出类级科目", "逐一列出类级科目"
        )
        return
    yield from listed("不列出的类级科目", without, lacking)


def _fixed(form: Form, classes: Mapping[str, str]) -> dict[str, str]:
    """Return the lines that are no functional class, by key."""
    lines = (line for block in form.blocks for line in block.lines if not line.blank)
    return {
        line.key or line.label: line.label
        for line in lines
        if classes.get(line.key or "") != line.label
    }


def _unlisted(form: Form, classes: Mapping[str, str]) -> dict[str, str] | None:
    """Return the functional classes without a line, or None where none has one."""
    lines = {line.key: line.label for block in form.blocks for line in block.lines}
    without = {code: label for code, label in classes.items() if lines.get(code) != label}
    return None if len(without) == len(classes) else without


def _ordinals(old: Form, new: Form, *, same_columns: bool) -> Iterator[str]:
    yield from flagged(old.ordinal_label, new.ordinal_label, "增加栏次行", "取消栏次行")
    if old.ordinal_label and new.ordinal_label:
        yield from changed("栏次行的名称", old.ordinal_label, new.ordinal_label)
    ordinals = [[leaf.ordinal for leaf in form.leaves] for form in (old, new)]
    if same_columns and old.ordinal_label == new.ordinal_label and ordinals[0] != ordinals[1]:
        yield "栏次的编号改变"
    before, after = ([block.first_line for block in form.blocks] for form in (old, new))
    if before != after and _numbered(old) and _numbered(new):
        starts = ["、".join(str(start or "无") for start in each) for each in (before, after)]
        yield f"行次的起号由{starts[0]}改为{starts[1]}"
    else:
        yield from flagged(_numbered(old), _numbered(new), "增加行次", "取消行次")


def _totals(old: Form, new: Form) -> Iterator[str]:
    before, after = (
        [_TOTALS[block.total] for block in form.blocks if block.total] or ["没有"]
        for form in (old, new)
    )
    if before != after:
        yield f"合计行的位置由{before[0]}改为{after[0]}"
    yield from changed("合计行的名称", old.total_label, new.total_label)
    closings = [{item.key: item.label for item in form.closing} for form in (old, new)]
    yield from listed("末行的合计", *closings)


def _amounts(old: Form, new: Form) -> Iterator[str]:
    """Yield whose money is printed, which budget, and how nothing is."""
    funds = [{fund: fund.value for fund in form.funds} for form in (old, new)]
    yield from listed("资金范围", *funds)
    printed = [
        {leaf.row: Stage[leaf.row.upper()].value for leaf in form.leaves if leaf.row in _BUDGETS}
        for form in (old, new)
    ]
    before, after = ("、".join(each.values()) for each in printed)
    yield from changed("表中的预算数", before, after)
    if (before, after) != (old.stage, new.stage):
        yield from changed("情况说明里比较的预算数", old.stage, new.stage)
    yield from changed("没有数的金额", _ZEROS[old.zero], _ZEROS[new.zero])


def _texts(old: Form, new: Form) -> Iterator[str]:
    yield from rewritten("注", "".join(old.notes), "".join(new.notes))
    if "".join(old.notes) == "".join(new.notes) and old.notes != new.notes:
        yield "注的分段改变"
    yield from rewritten("空表说明", old.empty, new.empty)
    yield from flagged(old.verified, new.verified, "改为已核对", "改为未核对")


def _layout(old: Form, new: Form, *, same_lines: bool) -> Iterator[str]:
    """Yield in one sentence what changed of the looks alone."""
    if old.orientation is not new.orientation:
        yield f"由{_ORIENTATIONS[old.orientation]}改为{_ORIENTATIONS[new.orientation]}打印"
    yield from flagged(old.one_page, new.one_page, "缩印在一页内", "不再缩印在一页内")
    looks = [_looks(form) for form in (old, new)]
    differing = [name for name in looks[0] if looks[0][name] != looks[1][name]]
    if not same_lines:
        differing = [name for name in differing if name in {"栏宽", "没有科目时的空白行"}]
    if differing:
        yield f"版面调整（{'、'.join(differing)}）"


def _looks(form: Form) -> dict[str, object]:
    lines = [line for block in form.blocks for line in block.lines]
    return {
        "栏宽": {place: leaf.width for place, (_, leaf) in _leaves(form, every=True).items()},
        "空白行": [line.blank or line.key for line in lines],
        "没有科目时的空白行": [block.blank_rows for block in form.blocks],
        "加粗": [line.key for line in lines if line.strong],
        "末行各项的宽度": [item.columns for item in form.closing],
    }
