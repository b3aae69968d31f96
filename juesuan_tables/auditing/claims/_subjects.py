"""What a phrase of the explanation speaks of, as the address of a figure.

The same words mean different figures in different sections: 基本支出 in the section on 支出决算 is of
all funds, elsewhere of the general public budget. What no list names keeps its phrase, so that
sentences about it can still be compared with each other.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._marks import BRACKETS
from juesuan_tables.auditing.claims._phrases import BASIC, GENERAL, PUBLIC, T01, phrases
from juesuan_tables.auditing.claims._plain import plain
from juesuan_tables.auditing.claims._topics import TopicOf
from juesuan_tables.editions import edition_ids, load_edition
from juesuan_tables.once import once_in_a_row
from juesuan_tables.subjects import ancestors

if TYPE_CHECKING:
    from collections.abc import Mapping


_PREFIX = re.compile(
    r"^(?:[、，和及与的]|其中[：，]?|[(]?[一二三四五六七八九十\d]+[)、.．]|(?:19|20)\d{2}年度?|全年|当年|年度|"
    r"本年度(?!收入|支出)|(?:本|我)(?:部门|单位|局|委|院|校|办|馆|中心|站|所|镇|街道|乡|区|县|市)|"
    r"[^，。；：的]{0,6}?本级(?=[^，。])|(?:共)?(?:实际)?(?:安排|开支|发生|实现|完成|支出)(?=三公|[^的决金数]{3}))+"
)
_SUFFIX = re.compile(
    r"(?:(?:财政拨款)?(?:支出|收入)?决算(?:数|金额|总额|支出|合计|总计)?|(?:支出|收入)?(?:金额|数额|总金额|实际支出)|总?数|均?为|是|约|共计|共|达到?|实际|完成|：|了|有|的)+$"
)
_WORD = re.compile(r"(?:财政拨款)?(?:支出|收入|费用|经费|开支|资金)$")
_SHORT = 4
"""Characters of 收入合计, which is more than 收入."""
_TOTAL = re.compile(r"(?:总额|合计|总计)$")


YEAR = re.compile(r".*(?:19|20)\d{2}年度?")
"""What stands before a subject and ends with a year: 某局2018年度."""
_LISTS = phrases()
_LOOSE = re.compile(r"[、和与及]|^[总本年]+|各$|(?:总额|合计|总计|总数|共计)$")


@lru_cache(maxsize=20_000)
def loosely(phrase: str) -> str:
    """Return a phrase without the words by which sentences vary the name of a total.

    >>> loosely("收、支总计"), loosely("总支出"), loosely("支出合计")
    ('收支', '支出', '支出')
    """
    before, text = "", phrase
    while before != text:
        before, text = text, _LOOSE.sub("", text)
    return text


GENERIC = frozenset(
    (
        "支出",
        "收入",
        "决算",
        "金额",
        "合计",
        "总额",
        "经费",
        "费用",
        "总计",
        "资金",
        "支出决算",
        "收入决算",
        "决算支出",
        "完成",
        "为完成",
        "占",
    )
)
"""Words that name no subject by themselves: what was spoken of is meant."""
_TABLE_OF_TOPIC = {
    TopicOf.GENERAL_BUDGET: GENERAL,
    TopicOf.GOVERNMENT_FUND: "government_fund",
    TopicOf.STATE_CAPITAL: "state_capital",
    TopicOf.EXPENDITURE: "expenditure",
    TopicOf.INCOME: "income",
}
_LEVEL = re.compile(r"\((?:类|款|项)\)(?:支出)?")
_ITEM = re.compile(r"\((?:类|款|项)\)(?:支出)?$")


def item_address(phrase: str, topic: TopicOf, names: Mapping[str, str]) -> str | None:
    """Return the address of a subject that is named with 类, 款 or 项, None for other phrases.

    Its row is the code that the document's tables give that name, else the name itself.
    """
    table = _TABLE_OF_TOPIC.get(topic)
    if not table or not _ITEM.search(phrase):
        return None
    levels = tuple(bare_name(each) for each in _LEVEL.split(_PREFIX.sub("", phrase)) if each)
    return f"{table}.{_code_of(levels, names) or '|'.join(levels).replace('.', '．')}.total"


@lru_cache(maxsize=20_000)
def bare_name(name: str) -> str:
    """Return the name of a subject as all documents have it: 一般公共服务 and …支出 are one."""
    return plain(name).text.removesuffix("支出")


@cache
def _classes() -> frozenset[str]:
    """Return the names of all 类 that official forms print."""
    names = (load_edition(each).class_names.values() for each in edition_ids())
    return frozenset(bare_name(name) for group in names for name in group)


def is_class(phrase: str) -> bool:
    """Return whether a phrase is the name of a 类."""
    return bare_name(phrase) in _classes()


def _code_of(levels: tuple[str, ...], names: Mapping[str, str]) -> str | None:
    """Return the only code whose name and whose ancestors' names these are."""
    length = {1: (3, 5, 7), 2: (5, 7), 3: (7,)}.get(len(levels))
    if length is None:
        return None
    called = _codes_by_name(names).get(levels[-1], ())
    found = [code for code in called if len(code) in length and _is_called(code, levels, names)]
    shortest = [code for code in found if len(code) == min(map(len, found))]
    return shortest[0] if len(shortest) == 1 else None


@once_in_a_row
def _codes_by_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the codes that have each name."""
    found: dict[str, list[str]] = {}
    for code, name in names.items():
        found.setdefault(bare_name(name), []).append(code)
    return found


def _is_called(code: str, levels: tuple[str, ...], names: Mapping[str, str]) -> bool:
    """Return whether a code and those above it have these names."""
    path = [bare_name(names.get(each, "")) for each in ancestors(code)]
    return path[-1] == levels[-1] and [name for name in path if name in levels] == [*levels]


@lru_cache(maxsize=20_000)
def canonical(phrase: str) -> str:
    """Return a phrase without what says nothing of its subject: the year, 其中, 决算数为.

    >>> canonical("其中：公务接待费支出决算数为")
    '公务接待费'
    """
    text = _PREFIX.sub("", BRACKETS.sub("", phrase))
    before = ""
    while before != text:
        before, text = text, _SUFFIX.sub("", text)
    return text or before


@lru_cache(maxsize=20_000)
def of_no_year(phrase: str) -> str:
    """Return a phrase as ``canonical`` has it, from behind the year that it names: 某局2018年度.

    >>> of_no_year("某局2018年度支出总计")
    '支出总计'
    """
    return canonical(YEAR.sub("", phrase))


@lru_cache(maxsize=20_000)
def address_of(phrase: str, topic: TopicOf) -> str | None:
    """Return the address of the figure that a canonical phrase means in a section, if one is known."""
    plainer = _TOTAL.sub("", phrase) if len(phrase) > _SHORT else phrase
    for words in dict.fromkeys(
        (phrase, plainer, _WORD.sub("", plainer), f"{phrase}支出", f"{phrase}收入")
    ):
        for known in (_LISTS.get(topic, {}), _LISTS[None]):
            if words in known:
                return known[words]
    return None


_WHOLES = (
    ("income.total.", f"{T01}.income_subtotal.amount"),
    ("expenditure.total.", f"{T01}.expenditure_subtotal.amount"),
    (f"{PUBLIC}.", f"{PUBLIC}.total"),
    (f"{BASIC}.", f"{GENERAL}.total.basic"),
    (f"{GENERAL}.", f"{GENERAL}.total.total"),
)


def whole_of(address: str) -> str | None:
    """Return what the share of a figure is of where a text does not say it."""
    return next((whole for start, whole in _WHOLES if address.startswith(start)), None)
