"""What ledgers say instead of the official terms: headings of columns, 资金性质, words for totals.

The headings are those of 预算管理一体化 systems, as far as public code shows them.
"""

from __future__ import annotations

import re
import unicodedata

from juesuan_tables.terms import Fund

SUBJECT_NAME, ECONOMIC_NAME = "subject_name", "economic_name"
_SUBJECT = "(支出)?功能(分类|科目|分类科目)"
_ECONOMIC = "(部门)?(预算)?(支出)?经济(分类|科目|分类科目)"
_HEADINGS = {
    "subject": f"({_SUBJECT}|预算科目)(编码|代码)?",
    SUBJECT_NAME: f"({_SUBJECT}|预算科目)名称",
    "economic_subject": f"{_ECONOMIC}(编码|代码)?",
    ECONOMIC_NAME: f"{_ECONOMIC}名称",
    "fund": "资金性质(名称)?",
    "nature": "支出性质(名称)?",
    "amount": r"((支出|支付)?金额|发生额)(\(元\))?",
}
"""What the columns of a ledger may be called, by the field that each fills."""
FUNDS_ALSO = {
    "一般公共预算": Fund.GENERAL_PUBLIC_BUDGET,
    "一般公共预算资金": Fund.GENERAL_PUBLIC_BUDGET,
    "政府性基金": Fund.GOVERNMENT_FUND,
    "政府性基金预算": Fund.GOVERNMENT_FUND,
    "政府性基金预算资金": Fund.GOVERNMENT_FUND,
    "国有资本经营预算": Fund.STATE_CAPITAL,
    "国有资本经营预算资金": Fund.STATE_CAPITAL,
    "财政专户管理资金": Fund.NON_APPROPRIATION,
    "单位资金": Fund.NON_APPROPRIATION,
}
TOTALS = ("合计", "小计", "总计", "累计")
"""How a text ends that stands in a row of totals."""
TOTAL_CELLS = frozenset(
    f"{period}{gap.join(word)}{end}"
    for word in (*TOTALS, "承前页", "过次页")
    for period in ("", "本日", "本月", "本季", "本年", "本页")
    for gap in ("", " ", "  ", "\u3000")
    for end in ("", "：", ":")
)
"""What a whole cell says in a row of totals, in whichever column."""


def ledger_field(heading: object) -> str | None:
    """Return what a column holds; None where it is of no use to us.

    >>> ledger_field("支出功能分类科目编码"), ledger_field("金额（元）"), ledger_field("摘要")
    ('subject', 'amount', None)
    """
    if isinstance(heading, str):
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading))
        for field, pattern in _HEADINGS.items():
            if re.fullmatch(pattern, text):
                return field
    return None
