"""What is wrong with an edition whose fields are sound: each fault with its place, in Chinese.

A code that is none, a form without a line that its table must have, a heading that nothing fills.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.editions._form_faults import FormFault, form_faults
from juesuan_tables.editions._outline_faults import misplaced_braces, outline_faults
from juesuan_tables.errors import shortened
from juesuan_tables.printable import unprintable
from juesuan_tables.subjects import LENGTHS, is_category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.editions import Edition, Form
    from juesuan_tables.strict_yaml import Document, Trail

Fault = tuple["Trail", str]
"""A place in the file, and what is wrong there."""
FIRST_YEAR, LAST_YEAR = 1_000, 9_999
LONGEST_TEXT = 2_000


def of_edition(edition: Edition, document: Document) -> list[Fault]:
    """Return what does not hold together in an edition whose fields are sound."""
    forms = {number: [*_form(edition, number)] for number in range(len(edition.forms))}
    faulty = {edition.forms[number].table for number, faults in forms.items() if faults}
    return [
        *_texts(document),
        *_repeated(edition),
        *_codes(edition),
        *(
            (_found(document, ("forms", number, *fault.place), fault.sought), fault.what)
            for number, faults in forms.items()
            for fault in faults
        ),
        *outline_faults(edition, faulty),
    ]


def _texts(document: Document) -> Iterator[Fault]:
    """Yield texts that no cell and no paragraph can hold."""
    for trail in document.lines:
        text = document.at(trail)
        if not isinstance(text, str):
            continue
        if "\n" in text or len(text) > LONGEST_TEXT:
            yield trail, f"“{shortened(text)}”应为一行文字，至多{LONGEST_TEXT}字"
        elif character := unprintable(text):
            yield trail, f"“{shortened(text)}”里有看不见的字符 U+{ord(character):04X}"


def _form(edition: Edition, number: int) -> Iterator[FormFault]:
    """Yield what is wrong with a form; that a table's form stands twice has been said already."""
    form = edition.forms[number]
    classes = [item.code for item in edition.classes]
    twice = form.table in [each.table for each in edition.forms[:number]]
    for fault in (*(() if twice else form_faults(form, classes)), *_wrong_texts(form)):
        yield fault._replace(what=f"{form.title}：{fault.what}")


def _found(document: Document, trail: Trail, sought: str) -> Trail:
    """Return where below a place a key or label was last typed, or the place itself."""
    found, rest = trail, [trail] if sought else []
    while rest:
        place = rest.pop(0)
        node = document.at(place)
        if isinstance(node, dict):
            if sought in (node.get(name) for name in ("key", "row", "label")):
                found = place
            rest[:0] = [(*place, key) for key in node]
        elif isinstance(node, list):
            rest[:0] = [(*place, number) for number in range(len(node))]
    return found


def _codes(edition: Edition) -> Iterator[Fault]:
    """Yield what is wrong with codes and the year."""
    if not FIRST_YEAR <= edition.from_year <= LAST_YEAR:
        what = f"“from_year”填的是“{edition.from_year}”，应为四位的年份，例如 2018"
        yield ("from_year",), what
    for number, item in enumerate(edition.classes):
        if not is_category(item.code):
            what = f"“code”填的是“{shortened(item.code)}”，应为类级科目编码（3位数字）"
            yield ("classes", number, "code"), what
        if not (item.name and item.label):
            yield ("classes", number), f"类级科目“{shortened(item.code)}”的 name 和 label 不能为空"
    for field in ("fund_subjects", "state_capital_subjects"):
        for number, code in enumerate(getattr(edition, field)):
            if not (code.isdecimal() and len(code) in LENGTHS):
                what = (
                    f"“{field}”第{number + 1}条填的是“{shortened(code)}”，应为3、5或7位的科目编码"
                )
                yield (field, number), what


def _repeated(edition: Edition) -> Iterator[Fault]:
    """Yield what stands twice and may stand once."""
    for place, key, values in (
        ("forms", "table", [form.table for form in edition.forms]),
        ("forms", "title", [form.title.casefold() for form in edition.forms]),
        ("forms", "number", [form.number for form in edition.forms]),
        ("classes", "code", [item.code for item in edition.classes]),
        ("glossary", "term", [item.term for item in edition.glossary]),
    ):
        for value, count in Counter(values).items():
            if value is not None and count > 1:
                last = len(values) - 1 - values[::-1].index(value)
                yield (place, last, key), f"“{value}”出现了{count}次，应只出现一次"


def _wrong_texts(form: Form) -> Iterator[FormFault]:
    """Yield the notes of a form that hold what nothing fills."""
    texts = [(("notes", number), text) for number, text in enumerate(form.notes)]
    for place, text in (*texts, (("empty",), form.empty)):
        if what := misplaced_braces(text):
            yield FormFault(place, what)
