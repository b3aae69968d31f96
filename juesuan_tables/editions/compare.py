"""What changed between two editions, in sentences that an officer understands.

Compared is what is printed and what must be filled in. Where an edition comes from (its id,
source, day of checking, remarks and doubts) is no part of that.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.editions._compare_forms import form_differences
from juesuan_tables.editions._described import ASKED, called
from juesuan_tables.editions._outline import Attached
from juesuan_tables.editions._outline_faults import THRESHOLDS
from juesuan_tables.editions._said import bare, changed, flagged, listed, quote, quoted, rewritten
from juesuan_tables.terms import Entity, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.editions import Edition, Form, Section
    from juesuan_tables.editions._outline import Units

_EQUIPMENT = {name: key.removeprefix("大额") for key, name in THRESHOLDS.items()}
_FEW = 2
_UNITS = {"one": "只有一个单位时印", "several": "有几个单位时印", None: "总是印"}
_ATTACHED = {
    Attached.UNIT: "作为附件，全单位一份",
    Attached.PROJECT: "作为附件，每个专项一份",
    None: "不作为附件",
}


def differences(old: Edition, new: Edition) -> list[str]:
    """Return what changed from one edition to another, a Chinese sentence each; [] if nothing.

    First the edition and its tables as a whole, then what stands in each table, then the
    explanation. Swapped editions give as many sentences.
    """
    parts = (_whole, _tables, _contents, _outline, _sections, _asked, _glossary, _limits)
    return [f"{sentence}。" for part in parts for sentence in part(old, new)]


def _whole(old: Edition, new: Edition) -> Iterator[str]:
    yield from changed("发布单位", old.authority, new.authority)
    if old.from_year != new.from_year:
        yield f"开始使用的年度由{old.from_year}改为{new.from_year}"
    yield from flagged(old.unit_lines, new.unit_lines, "表头印单位名称", "表头不再印单位名称")
    if old.unit_lines and new.unit_lines:
        for entity in Entity:
            before, after = (each.unit_lines.get(entity, "") for each in (old, new))
            yield from changed(f"公开主体为{entity}时，表头的单位行", before, after)
    yield from changed("表头的金额单位", old.currency_line, new.currency_line)
    classes = [{item.code: item.label for item in edition.classes} for edition in (old, new)]
    yield from listed("类级科目", *classes)
    if classes[0] == classes[1]:
        yield from listed("类级科目在情况说明里的名称", old.class_names, new.class_names)


def _tables(old: Edition, new: Edition) -> Iterator[str]:
    titles = [{form.table: form.title for form in edition.forms} for edition in (old, new)]
    yield from listed("表", *titles)
    both = [(before, form) for form in new.forms if (before := old.form(form.table))]
    numbers = [(one.number, other.number, other.title) for one, other in both]
    if all(before and not after for before, after, _ in numbers):
        yield "各表的表号取消"
    elif all(after and not before for before, after, _ in numbers):
        yield "各表增加表号"
    else:
        moved = [
            f"{title}{what}"
            for before, after, title in numbers
            for what in changed("", before or "", after or "")
        ]
        if moved:
            yield f"表号：{'，'.join(moved)}"


def _contents(old: Edition, new: Edition) -> Iterator[str]:
    """Yield what changed within the tables; what changed alike in several is said once."""
    old_classes, new_classes = (
        {item.code: item.label for item in edition.classes} for edition in (old, new)
    )
    tables: dict[str, list[str]] = {}
    both: list[tuple[Form, Form]] = [
        (before, form) for form in new.forms if (before := old.form(form.table))
    ]
    for before, after in both:
        for sentence in form_differences(before, after, old_classes, new_classes):
            tables.setdefault(sentence, []).append(after.title)
    names = [after.title for _, after in both]
    by_place = sorted(tables.items(), key=lambda item: (-len(item[1]), names.index(item[1][0])))
    for sentence, titles in by_place:
        yield f"{_several(titles, names)}：{sentence}"


def _several(titles: Sequence[str], all_titles: Sequence[str]) -> str:
    """Return how several tables are called: 各表, or 各表 but the two or fewer that are not meant."""
    others = [title for title in all_titles if title not in titles]
    if len(others) > _FEW or len(titles) <= _FEW:
        return "、".join(titles)
    return f"除{'、'.join(others)}外，各表" if others else "各表"


def _keyed(
    sections: Iterable[Section], others: Iterable[Section]
) -> dict[tuple[object, ...], Section]:
    """Return sections by what makes them the same in both editions: a title, or what it holds."""
    known = {bare(section.title) for section in others}
    seen: Counter[object] = Counter()
    found: dict[tuple[object, ...], Section] = {}
    for section in sections:
        title = bare(section.title)
        own = title if title in known else _content(section) or title
        found[own, seen[own]] = section
        seen[own] += 1
    return found


def _content(section: Section) -> object:
    """Return what stands under a heading, or under the first one within."""
    if section.sections and not section.template:
        return "within", _content(section.sections[0])
    return section.template or section.topic or section.tables


def _pairs(old: Edition, new: Edition) -> tuple[Mapping[tuple[object, ...], Section], ...]:
    return _keyed(old.sections, new.sections), _keyed(new.sections, old.sections)


def _outline(old: Edition, new: Edition) -> Iterator[str]:
    yield from changed("情况说明的措辞", old.wording, new.wording)
    before, after = _pairs(old, new)
    headings = [{key: each.title for key, each in side.items()} for side in (before, after)]
    yield from listed("情况说明的标题", *headings)
    levels = [_levels(each.outline) for each in (old, new)]
    both = [
        (levels[0][id(before[key])], levels[1][id(each)], bare(each.title))
        for key, each in after.items()
        if key in before
    ]
    for what, titles in (
        ("提高", [title for was, now, title in both if now < was]),
        ("降低", [title for was, now, title in both if now > was]),
    ):
        if titles:
            yield f"情况说明的标题{what}级别：{quoted(titles)}"


def _levels(sections: Iterable[Section], level: int = 1) -> dict[int, int]:
    """Return how deep each section stands, by its identity."""
    found = {}
    for section in sections:
        found[id(section)] = level
        found |= _levels(section.sections, level + 1)
    return found


def _sections(old: Edition, new: Edition) -> Iterator[str]:
    """Yield what changed under the headings that both have."""
    before, after = _pairs(old, new)
    for key, one in before.items():
        if (other := after.get(key)) is None:
            continue
        where = f"情况说明{quote(bare(other.title))}"
        if (one.template, one.topic) != (other.template, other.topic):
            contents = (_held(each) for each in (one, other))
            yield f"{where}：{'，'.join(changed('内容', *contents))}"
        if one.units is not other.units:
            yield f"{where}由“{_shown(one.units)}”改为“{_shown(other.units)}”"
        what = f"{where}没有内容时"
        yield from flagged(one.optional, other.optional, f"{what}可以不印", f"{what}也要印")
        yield from flagged(
            one.members, other.members, f"{where}列出所属单位", f"{where}不再列出所属单位"
        )
        yield from _annexed(where, one, other)


def _annexed(where: str, one: Section, other: Section) -> Iterator[str]:
    """Yield what changed of the tables and reports that a section puts into the publication."""
    yield from changed(f"{where}所印各表的标题", one.tables or "", other.tables or "")
    if one.attached is not other.attached:
        yield f"{where}由“{_ATTACHED[one.attached]}”改为“{_ATTACHED[other.attached]}”"
    yield from changed(f"{where}填了才附的文字", one.on or "", other.on or "")
    yield from flagged(
        one.indicators, other.indicators, f"{where}列出绩效指标", f"{where}不再列出绩效指标"
    )


def _held(section: Section) -> str:
    if section.topic:
        return f"自填文字：{section.topic}"
    return f"模板 {section.template}" if section.template else "只有下级标题"


def _shown(units: Units | None) -> str:
    return _UNITS[units]


def _asked(old: Edition, new: Edition) -> Iterator[str]:
    """Yield what must be filled in now, and what need not any more."""
    for what, of in ASKED.items():
        before, after = (
            {name: called(name) for section in edition.sections for name in of(section)}
            for edition in (old, new)
        )
        # In what order it is asked for says nothing.
        yield from listed(what, dict(sorted(before.items())), dict(sorted(after.items())))


def _glossary(old: Edition, new: Edition) -> Iterator[str]:
    before, after = ({item.term: item for item in each.glossary} for each in (old, new))
    yield from listed("名词解释", *({term: term for term in each} for each in (before, after)))
    both = [(before[term], after[term]) for term in after if term in before]
    new_texts = [pair for pair in both if pair[0].text != pair[1].text]
    if len(new_texts) > _FEW:
        yield f"名词解释改写：{quoted(pair[1].term for pair in new_texts)}"
    else:
        for one, other in new_texts:
            yield from rewritten(f"名词解释{quote(other.term)}", one.text, other.text)
    for always, how in ((True, "总是印"), (False, "用到时才印")):
        terms = [
            other.term
            for one, other in both
            if one.always != other.always and other.always == always
        ]
        if terms:
            yield f"名词解释改为{how}：{quoted(terms)}"
    for one, other in both:
        what = f"名词解释{quote(other.term)}"
        also = ({name: name for name in each.also} for each in (one, other))
        yield from listed(f"{what}所含的说法", *also)
        figures = (chinese_figure(each.figure) if each.figure else "" for each in (one, other))
        yield from changed(f"{what}列举内容所按的指标", *figures)


def _limits(old: Edition, new: Edition) -> Iterator[str]:
    """Yield what changed of the thresholds, and of subjects that only some funds pay for."""
    for key in dict.fromkeys((*old.thresholds, *new.thresholds)):
        what = f"{_EQUIPMENT.get(key, key)}的限额"
        yield from changed(what, old.thresholds.get(key, ""), new.thresholds.get(key, ""))
    for what, before, after in (
        ("只由政府性基金安排的科目", old.fund_subjects, new.fund_subjects),
        ("国有资本经营预算支出的科目", old.state_capital_subjects, new.state_capital_subjects),
    ):
        codes = ({code: code for code in sorted(each)} for each in (before, after))
        yield from listed(what, *codes)
