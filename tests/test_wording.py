"""Every variant of the three sections, chosen by the figures, in golden text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from golden_files import golden

import juesuan_tables as jt

if TYPE_CHECKING:
    from pathlib import Path

SUMMARY = "income_expenditure_summary.income_total.amount"
GENERAL = "general_budget_expenditure.total.total"
BUDGET = jt.Fund.GENERAL_PUBLIC_BUDGET


def _accounts(  # noqa: PLR0913 each case names what it varies
    *,
    spent: str = "1234567.89",
    fund: jt.Fund = BUDGET,
    nature: jt.Nature = jt.Nature.BASIC,
    before: str | None = "1000000",
    budget: str | None = "1000000",
    reasons: bool = True,
    entity: jt.Entity = jt.Entity.DEPARTMENT,
    new: bool = False,
    closing: str = "0",
) -> jt.Accounts:
    """Return a unit with a single item."""
    item = "general_budget_expenditure.2010301.total"
    change, gap = jt.NoteKind.CHANGE_REASON, jt.NoteKind.BUDGET_REASON
    notes = [(change, SUMMARY), (change, GENERAL), (gap, item)] if reasons else []
    stated = [] if before is None else [SUMMARY, GENERAL]
    return jt.Accounts(
        unit="某局",
        entity=entity,
        year=2018,
        edition="mof-2018",
        newly_established=new,
        names={"20103": "政府办公厅（室）及相关机构事务", "2010301": "行政运行"},
        income=[{"subject": "2010301", "kind": "一般公共预算财政拨款收入", "amount": spent}],
        expenditure=[{"subject": "2010301", "nature": nature, "fund": fund, "amount": spent}],
        balances=[{"kind": "年末结转和结余", "fund": "非财政拨款", "amount": closing}],
        budgets=[]
        if budget is None
        else [{"subject": "2010301", "fund": BUDGET, "stage": "年初预算", "amount": budget}],
        stated=[{"figure": name, "period": "上年", "amount": before} for name in stated],
        notes=[{"kind": kind, "figure": name, "text": "工作增加。"} for kind, name in notes],
    )


def _other_item() -> jt.Expenditure:
    """Return spending on an item that no budget was stated for."""
    return jt.Expenditure(
        subject="2010302", nature=jt.Nature.PROJECT, fund=BUDGET, amount=Decimal(50000)
    )


CASES = {
    "增加": _accounts(),
    "减少": _accounts(spent="900000"),
    "没有原因": _accounts(reasons=False),
    "印出的数持平": _accounts(spent="1000049", before="1000001", budget="999990"),
    "上年为零": _accounts(before="0"),
    "上年印作零": _accounts(before="49.99"),
    "两年都是零": _accounts(spent="0", before="0", budget="0"),
    "增长率印作零": _accounts(spent="1000000100", before="1000000000", budget="1000000000"),
    "没有上年数": _accounts(before=None),
    "新设": _accounts(before=None, new=True),
    "新设的单位": _accounts(before=None, new=True, entity=jt.Entity.SINGLE_UNIT),
    "单位本级": _accounts(entity=jt.Entity.HEAD_OFFICE, spent="0"),
    "预算为零": _accounts(budget="0"),
    "没有预算数": _accounts(budget=None),
    "只有一项没有预算数": _accounts().model_copy(
        update={"expenditure": (*_accounts().expenditure, _other_item())}
    ),
    "有预算没有支出": _accounts(spent="0", budget="50000"),
    "完成率百分之百但不相等": _accounts(spent="1000000100", budget="1000000000"),
    "没有一般公共预算": _accounts(fund=jt.Fund.GOVERNMENT_FUND, budget=None, before=None),
    "经营支出": _accounts(fund=jt.Fund.NON_APPROPRIATION, nature=jt.Nature.OPERATING),
    "收支总计不等": _accounts(closing="5000"),
}


def sentences(accounts: jt.Accounts) -> str:
    """Return 第三部分 without the headings that have nothing under them."""
    prose = jt.narrate(jt.build_report(accounts))
    blocks = [block for block in prose.blocks if not isinstance(block, jt.Grid)]
    followed = zip(blocks, [*blocks[1:], None], strict=True)
    texts = [b.text for b, after in followed if _is_read(b, after)]
    start, end = (next(n for n, t in enumerate(texts) if t.startswith(part)) for part in _PARTS)
    return "".join(f"{text}\n" for text in texts[start + 1 : end])


_PARTS = ("第三部分", "第四部分")


def _is_read(block: jt.Heading | jt.Paragraph, after: jt.Heading | jt.Paragraph | None) -> bool:
    """Return whether a block is a paragraph, or a heading of something."""
    if isinstance(block, jt.Paragraph):
        return True
    return not isinstance(after, jt.Heading) or after.level > block.level


def test_every_variant_reads_as_approved() -> None:
    """Each case's sentences were read aloud once and must not change unseen."""
    golden(
        "variants.txt",
        "\n".join(f"【{name}】\n{sentences(accounts)}" for name, accounts in CASES.items()),
    )


@pytest.mark.parametrize("name", CASES)
def test_no_leftover_of_a_template_is_ever_printed(name: str) -> None:
    """No 增加（减少）, no doubled or missing punctuation, no None, no placeholder."""
    text = sentences(CASES[name])

    for leftover in (
        "（减少）",
        "（下降）",
        "（小于）",
        "None",
        "XX",
        "{",
        "。。",
        "，，",
        "，。",
        "；。",
    ):
        assert leftover not in text


def test_the_explanation_of_the_2018_publication_is_as_approved(lusong: jt.Report) -> None:
    """Its text and its Markdown were compared with the publication by eye."""
    golden("lusong-2018.txt", jt.text(lusong).decode())
    golden("lusong-2018.md", jt.markdown(lusong).decode())


def test_the_whole_text_of_the_2024_publication_is_as_approved(example: Path) -> None:
    """All four parts of the real publication of another year and place."""
    accounts = jt.load_accounts(example.with_name("shegongbu-2024.yaml"))

    golden("shegongbu-2024.txt", jt.text(jt.build_report(accounts)).decode())


PUBLISHED = """
    360.59 49.41 266.29 73.85% 94.30 26.15% 360.22 0.37 177.21 203.48% 71.00 79.38 111.80%
    56.00 67.43 120.41% 40.21 48.80 121.36% 10.00 26.50 265.00% 5.00 69.67 60.43 3.00
"""


@pytest.mark.parametrize("printed", PUBLISHED.split())
def test_every_consistent_figure_of_the_publication_is_printed(
    lusong: jt.Report, printed: str
) -> None:
    """The chosen 元 amounts print what was published."""
    assert (printed if "%" in printed else f"{printed}万元") in jt.text(lusong).decode()


def test_growth_divides_by_last_year(lusong: jt.Report) -> None:
    """The publication printed 13.7%, which divides by the current year; we print 15.88%."""
    text = jt.text(lusong).decode()

    assert text.count("增加49.41万元，增长15.88%") == 3
    assert "13.7" not in text
    assert round(Decimal("49.41") / Decimal("360.59") * 100, 1) == Decimal("13.7")


def test_ones_own_template_replaces_the_shipped_one(lusong: jt.Report, tmp_path: Path) -> None:
    """A file of the same name takes its place; the others stay."""
    (tmp_path / "expenditure.j2").write_text(
        "{% set total = figure('支出决算表.合计.合计') %}\n全年共支出\n{{ total }}。\n\n另起一段。",
        encoding="utf-8",
    )

    text = jt.text(lusong, templates=tmp_path).decode()

    assert "\n三、支出决算情况说明\n全年共支出360.59万元。\n另起一段。\n" in text
    assert "增长15.88%" in text


def test_a_template_saved_by_notepad_is_read(lusong: jt.Report, tmp_path: Path) -> None:
    """A byte order mark and Windows line ends are no words of the template."""
    source = "\ufeff全年\r\n支出{{ figure('支出决算表.合计.合计') }}。\r\n\r\n另起一段。\r\n"
    (tmp_path / "expenditure.j2").write_bytes(source.encode())

    text = jt.text(lusong, templates=tmp_path).decode()

    assert "\n全年支出360.59万元。\n另起一段。\n" in text


@pytest.mark.parametrize(
    "printing",
    [
        "{{ q }}",
        "{{ q ~ '' }}",
        "{{ '%s' | format(q) }}",
        "{{ [q] | join('、') }}",
        "{{ q | string }}",
        "{{ q | trim }}",
        "{{ q | string | replace('0', '1') | upper }}",
    ],
)
def test_a_quote_is_recorded_however_it_is_printed(
    lusong: jt.Report, tmp_path: Path, printing: str
) -> None:
    """Concatenated, formatted or joined, the figure is quoted with its place and address."""
    source = "{% set q = figure('expenditure.total.total') %}甲乙" + printing
    (tmp_path / "expenditure.j2").write_text(source, encoding="utf-8")

    prose = jt.narrate(lusong, templates=tmp_path)

    (paragraph,) = {p for p in prose.paragraphs if p.text.startswith("甲乙")}
    assert paragraph.text == "甲乙360.59万元"
    assert paragraph.quotations == (jt.Quotation(2, 10, ("expenditure.total.total",)),)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ 1 + 1 }}", "不能直接印出 2"),
        ("{{ figure('expenditure.total.total').budget }}", "没有可以印的数"),
        ("{{ nothing }}", "可用的名称有"),
        ("{{ figure('expenditure.total.total').nothing }}", "没有“nothing”这种写法"),
        ("{{ figure('expenditure.x.total') }}", "没有“expenditure.x.total”这个指标"),
        ("{% if %}", "写法有误"),
        ("甲{{ (figure('expenditure.total.total') | string)[:2] }}", "截断"),
        ("{% include '../x.j2' %}", "没有找到"),
        ("{{ unit.__class__ }}", "不允许的写法"),
        ("{% for i in range(10**9) %}{% endfor %}", "次数太多"),
        ("全年支出153.46万元。", "直接写了数字“全年支出153.46万元”"),
        ("{{ '5' }}", "直接写了数字“5”"),
        ("{｛ unit }｝", "印出了括号"),
        ("占{{ '' ~ figure('expenditure.total.total').budget }}", "印出了“没有”"),
        ("{{ lipsum() }}", "没有“lipsum”这个名称"),
        ("{# 空 #}", "没有印出任何文字"),
        ("{{ figure('expenditure.total.total').budget_reason }}", "没有印出任何文字"),
        ("{{ figure('general_budget_expenditure.total.basic').budget }}", "没有可以印的数"),
        ("{{ figure('expenditure.total.total').change.rate }}", "这里没有数，取不了“rate”"),
        (
            "{{ figure('general_budget_expenditure.total.total').change }}",
            "不是一个数，也不是一段文字",
        ),
        ("{% for c in categories('收入表') %}{% endfor %}", "没有“收入表”这张表"),
        ("{{ measure('饭费') }}", "没有“饭费”这个数据项"),
        ("{{ count('饭费') }}", "没有“饭费”这个数据项"),
        ("{{ statement('饭费') }}", "没有“饭费”这个主题"),
        ("{{ threshold('饭费') }}", "没有“饭费”这个限额"),
    ],
)
def test_a_template_that_cannot_be_used_says_where_and_why(
    lusong: jt.Report, tmp_path: Path, source: str, said: str
) -> None:
    """The error names the template and what is wrong with it, in Chinese."""
    (tmp_path / "expenditure.j2").write_text(source, encoding="utf-8")

    with pytest.raises(jt.TemplateError, match="模板") as caught:
        jt.text(lusong, templates=tmp_path)

    assert said in str(caught.value)


def test_a_template_that_was_added_or_changed_is_used_at_once(
    lusong: jt.Report, tmp_path: Path
) -> None:
    """Nothing of a user's folder is remembered from one explanation to the next."""
    for words in ("甲", "乙"):
        (tmp_path / "expenditure.j2").write_text(words, encoding="utf-8")
        assert f"\n{words}\n" in jt.text(lusong, templates=tmp_path).decode()

    (tmp_path / "overall.j2").write_text("丙", encoding="utf-8")

    assert "\n丙\n" in jt.text(lusong, templates=tmp_path).decode()


def test_a_template_of_an_unknown_name_is_refused(lusong: jt.Report, tmp_path: Path) -> None:
    """It would never be used, so its name was mistyped; pieces for others begin with _."""
    (tmp_path / "_piece.j2").write_text("支出", encoding="utf-8")
    (tmp_path / "expenditure.j2").write_text("{% include '_piece.j2' %}", encoding="utf-8")
    assert "\n支出\n" in jt.text(lusong, templates=tmp_path).decode()
    (tmp_path / "zhichu.j2").write_text("支出", encoding="utf-8")

    with pytest.raises(jt.TemplateError, match=r"zhichu\.j2：没有叫这个名字的模板"):
        jt.text(lusong, templates=tmp_path)


def test_tables_may_be_named_in_chinese_in_templates(lusong: jt.Report, tmp_path: Path) -> None:
    """Wherever a table or a figure is named, its official Chinese name will do."""
    (tmp_path / "expenditure.j2").write_text(
        "{% for row in categories('一般公共预算财政拨款支出决算表') %}{{ row.category }}、{% endfor %}"
        "{{ items('支出决算表')[0].item }}",
        encoding="utf-8",
    )

    text = jt.text(lusong, templates=tmp_path).decode()

    assert "一般公共服务、社会保障和就业、行政运行" in text
