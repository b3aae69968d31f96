"""What a phrase of the explanation speaks of, as the address of a figure.

The same words mean different figures in different sections: 基本支出 in the section on 支出决算 is of
all funds, elsewhere of the general public budget. What no list names keeps its phrase, so that
sentences about it can still be compared with each other.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._plain import plain
from juesuan_tables.auditing.claims._topics import TopicOf
from juesuan_tables.editions import edition_ids, load_edition
from juesuan_tables.subjects import ancestors
from juesuan_tables.terms import IncomeKind, MeasureKey, Nature

if TYPE_CHECKING:
    from collections.abc import Mapping

T01, T04 = "income_expenditure_summary", "appropriation_summary"
GENERAL, BASIC, PUBLIC = (
    "general_budget_expenditure",
    "general_budget_basic",
    "three_public.outturn",
)

_PREFIX = re.compile(
    r"^(?:[、，和及与的]|其中[：，]?|[(]?[一二三四五六七八九十\d]+[)、.．]|(?:19|20)\d{2}年度?|全年|当年|年度|"
    r"本年度(?!收入|支出)|(?:本|我)(?:部门|单位|局|委|院|校|办|馆|中心|站|所|镇|街道|乡|区|县|市)|"
    r"(?:共)?(?:实际)?(?:安排|开支|发生|实现|完成)(?=[^的]{2}))+"
)
_SUFFIX = re.compile(
    r"(?:(?:财政拨款)?(?:支出|收入)?决算(?:数|金额|总额|支出|合计|总计)?|(?:支出|收入)?(?:金额|数额|总金额|实际支出)|总?数|为|是|约|共计|共|达到?|实际|完成|：|了|有|的)+$"
)
_WORD = re.compile(r"(?:财政拨款)?(?:支出|收入|费用|经费|开支|资金)$")
_SHORT = 4
"""Characters of 收入合计, which is more than 收入."""
_TOTAL = re.compile(r"(?:总额|合计|总计)$")
_BRACKETS = re.compile(r"\((?!类|款|项|境|护|役|室|套|台)[^()]*\)")


def _lists() -> dict[TopicOf | None, dict[str, str]]:
    """Return the addresses of phrases by topic; None holds those that mean one figure everywhere."""
    income = {
        kind.value: f"income.total.{kind.key}" for kind in IncomeKind if "预算" not in kind.value
    }
    income |= {
        "财政拨款收入": "income.total.appropriation_income",
        "财政拨款": "income.total.appropriation_income",
    }
    natures = {nature.value: f"expenditure.total.{nature.key}" for nature in Nature}
    fixed = {
        **_measures(),
        "本年收入合计": f"{T01}.income_subtotal.amount",
        "本年支出合计": f"{T01}.expenditure_subtotal.amount",
        "一般公共预算财政拨款支出": f"{GENERAL}.total.total",
        "一般公共预算财政拨款本年支出": f"{GENERAL}.total.total",
        "政府性基金预算财政拨款本年支出": "government_fund.total.total",
        "一般公共预算财政拨款基本支出": f"{GENERAL}.total.basic",
        "一般公共预算财政拨款项目支出": f"{GENERAL}.total.project",
        "政府性基金预算财政拨款支出": "government_fund.total.total",
        "政府性基金预算支出": "government_fund.total.total",
        "国有资本经营预算财政拨款支出": "state_capital.total.total",
        **_three_public(),
    }
    return {
        None: fixed,
        TopicOf.OVERALL: _overall(),
        TopicOf.INCOME: income
        | {"收入合计": fixed["本年收入合计"], "本年收入": fixed["本年收入合计"]},
        TopicOf.EXPENDITURE: natures
        | {"支出合计": fixed["本年支出合计"], "本年支出": fixed["本年支出合计"]},
        TopicOf.APPROPRIATION: _appropriation(),
        TopicOf.GENERAL_BUDGET: {
            "财政拨款支出": f"{GENERAL}.total.total",
            "一般公共预算支出": f"{GENERAL}.total.total",
            "一般公共预算当年拨款": f"{GENERAL}.total.total",
            "一般公共预算财政拨款": f"{GENERAL}.total.total",
            "基本支出": f"{GENERAL}.total.basic",
            "项目支出": f"{GENERAL}.total.project",
        },
        TopicOf.BASIC: {
            "财政拨款基本支出": f"{GENERAL}.total.basic",
            "一般公共预算基本支出": f"{GENERAL}.total.basic",
            "基本支出": f"{GENERAL}.total.basic",
            "人员经费": f"{BASIC}.personnel.amount",
            "人员支出": f"{BASIC}.personnel.amount",
            "公用经费": f"{BASIC}.running_costs.amount",
            "日常公用经费": f"{BASIC}.running_costs.amount",
        },
        TopicOf.UNIT_REPORT: income | natures,
        TopicOf.GOVERNMENT_FUND: _fund("government_fund", "政府性基金预算"),
        TopicOf.STATE_CAPITAL: _fund("state_capital", "国有资本经营预算"),
    }


def _overall() -> dict[str, str]:
    both = (
        "收入支出总计",
        "收支总计",
        "收、支总计",
        "收入、支出总计",
        "收入总计和支出总计",
        "收入和支出总计",
        "收入总计、支出总计",
    )
    total = f"{T01}.income_total.amount"
    return dict.fromkeys((*both, "总收入", "收入总计"), total) | {
        "总支出": f"{T01}.expenditure_total.amount",
        "支出总计": f"{T01}.expenditure_total.amount",
        "使用非财政拨款结余": f"{T01}.used_surplus.amount",
        "用事业基金弥补收支差额": f"{T01}.used_surplus.amount",
        "年初结转和结余": f"{T01}.opening_balance.amount",
        "结余分配": f"{T01}.surplus_distribution.amount",
        "年末结转和结余": f"{T01}.closing_balance.amount",
    }


def _appropriation() -> dict[str, str]:
    both = ("收入支出总计", "收支总计", "收、支总计", "收入、支出总计", "收入总计", "总收入")
    total = f"{T04}.income_total.amount"
    named = {f"财政拨款{name}": total for name in both} | dict.fromkeys(both, total)
    return named | {
        "财政拨款支出总计": f"{T04}.expenditure_total.total",
        "支出总计": f"{T04}.expenditure_total.total",
        "财政拨款总支出": f"{T04}.expenditure_total.total",
        "财政拨款本年收入": f"{T04}.income_subtotal.amount",
        "本年财政拨款收入": f"{T04}.income_subtotal.amount",
        "本年收入合计": f"{T04}.income_subtotal.amount",
        "本年收入": f"{T04}.income_subtotal.amount",
        "财政拨款本年支出": f"{T04}.expenditure_subtotal.total",
        "本年财政拨款支出": f"{T04}.expenditure_subtotal.total",
        "本年支出合计": f"{T04}.expenditure_subtotal.total",
        "本年支出": f"{T04}.expenditure_subtotal.total",
        "年初财政拨款结转和结余": f"{T04}.opening_balance.amount",
        "年初结转和结余": f"{T04}.opening_balance.amount",
        "年末财政拨款结转和结余": f"{T04}.closing_balance.total",
        "年末结转和结余": f"{T04}.closing_balance.total",
    }


def _fund(table: str, name: str) -> dict[str, str]:
    """Return the phrases of the section on one fund."""
    columns = {
        "收入": "income_subtotal",
        "本年收入": "income_subtotal",
        "支出": "total",
        "本年支出": "total",
        "年初结转和结余": "opening_balance",
        "年末结转和结余": "closing_balance",
    }
    full = ("", name, f"{name}财政拨款", name.removesuffix("预算"), "财政拨款")
    return {
        f"{each}{word}": f"{table}.total.{column}"
        for each in full
        for word, column in columns.items()
    }


def _three_public() -> dict[str, str]:
    abroad = (
        "因公出国(境)费",
        "因公出国(境)",
        "因公出国(境)费用",
        "因公出国(境)经费",
        "因公出国费",
    )
    vehicles = tuple(
        f"公务用车购置{and_}运行{kept}费"
        for and_ in ("及", "和", "费及", "费和")
        for kept in ("", "维护")
    )
    running = ("公务用车运行费", "公务用车运行维护费", "公务用车运行维护", "公务车运行维护费")
    return (
        dict.fromkeys(abroad, f"{PUBLIC}.travel_abroad")
        | dict.fromkeys(vehicles, f"{PUBLIC}.vehicles")
        | dict.fromkeys(running, f"{PUBLIC}.vehicle_running")
        | dict.fromkeys(("公务用车购置费", "公务用车购置"), f"{PUBLIC}.vehicle_purchase")
        | dict.fromkeys(("公务接待费", "公务接待"), f"{PUBLIC}.reception")
        | dict.fromkeys(
            ("三公经费", "三公经费财政拨款", "财政拨款三公经费", "三公经费财政拨款支出"),
            f"{PUBLIC}.total",
        )
        | dict.fromkeys(
            ("一般公共预算财政拨款三公经费", "三公经费一般公共预算财政拨款"), f"{PUBLIC}.total"
        )
    )


def _measures() -> dict[str, str]:
    """Return what the sections on other matters name."""
    named = {
        plain(key.value).text: f"measures.{key.key}.{'amount' if key.unit == '元' else 'value'}"
        for key in MeasureKey
        if key.unit != "个"
    }
    also = {
        "机关运行经费": "agency_operating_cost",
        "政府采购": "procurement_total",
        "政府采购总额": "procurement_total",
        "政府采购支出总额": "procurement_total",
        "政府采购金额": "procurement_total",
        "政府采购货物": "procurement_goods",
        "货物采购": "procurement_goods",
        "政府采购工程": "procurement_works",
        "工程采购": "procurement_works",
        "政府采购服务": "procurement_services",
        "服务采购": "procurement_services",
        "授予中小企业合同": "awards_small_medium",
        "授予小微企业合同": "awards_small_micro",
        "面向中小企业预留政府采购项目预算": "reserved_small_medium",
        "面向小微企业预留政府采购项目预算": "reserved_small_micro",
    }
    counts = {
        "车辆": "vehicles_total",
        "共有车辆": "vehicles_total",
        "公务用车保有量": "vehicles_kept",
    }
    return (
        named
        | {phrase: f"measures.{key}.amount" for phrase, key in also.items()}
        | {phrase: f"measures.{key}.value" for phrase, key in counts.items()}
    )


_LISTS = _lists()
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
    length = {1: (3, 5, 7), 2: (5, 7), 3: (7,)}.get(len(levels), ())
    found = [code for code in names if len(code) in length and _is_called(code, levels, names)]
    shortest = [code for code in found if len(code) == min(map(len, found))]
    return shortest[0] if len(shortest) == 1 else None


def _is_called(code: str, levels: tuple[str, ...], names: Mapping[str, str]) -> bool:
    """Return whether a code and those above it have these names."""
    path = [bare_name(names.get(each, "")) for each in ancestors(code)]
    return path[-1] == levels[-1] and [name for name in path if name in levels] == [*levels]


@lru_cache(maxsize=20_000)
def canonical(phrase: str) -> str:
    """Return a phrase without what says nothing of its subject: the year, 其中, 决算数为.

    >>> canonical("其中：公务接待费支出决算数为")
    '公务接待费支出'
    """
    text = _PREFIX.sub("", _BRACKETS.sub("", phrase))
    before = ""
    while before != text:
        before, text = text, _SUFFIX.sub("", text)
    return text or before


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
