"""审核报告.html: every finding with both numbers, where they come from, and their cells."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import html_reader
import pytest
import strategies
import strategies_tiny
from hypothesis import given, settings
from test_hostile_text import hostile_report, texts

import juesuan_tables as jt
from juesuan_tables.reviews import review_json, review_page, review_text

few = settings(max_examples=max(settings().max_examples // 4, 1))
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "nav", "section",
    "article", "details", "summary", "h1", "h2", "h3", "p", "b", "ul", "li", "dl", "div", "dt",
    "dd", "code", "span", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "aria-label", "style",
    "aria-labelledby", "aria-hidden", "scope", "colspan", "rowspan", "tabindex", "role",
}  # fmt: skip


def _read(report: jt.Report, rules: tuple[jt.Rule, ...] = jt.RULES) -> html_reader.Element:
    return html_reader.read(review_page(report, jt.check(report, rules), rules))


def _findings(root: html_reader.Element) -> list[html_reader.Element]:
    return root.all("article")


@pytest.fixture(scope="module")
def faulty(whole_of_nine: jt.Report) -> jt.Report:
    """Return a report in which totals differ, reasons are missing and counts do not go together."""
    accounts = whole_of_nine.accounts
    more = [
        fact.model_copy(update={"amount": fact.amount + number % 3 * 123456})
        for number, fact in enumerate(accounts.expenditure)
    ]
    changed = {"expenditure": tuple(more), "notes": accounts.notes[::2]}
    return jt.build_report(accounts.model_copy(update=changed))


@pytest.mark.parametrize("rule", jt.RULES, ids=lambda rule: rule.id)
def test_every_rule_says_which_dimension_it_is_about(rule: jt.Rule) -> None:
    """The ministry sorts what it finds by dimensions; a rule without one would be sorted nowhere."""
    assert isinstance(rule.dimension, jt.Dimension)


@few
@given(strategies_tiny.accounts())
def test_links_lead_to_the_cells_and_the_cells_lead_back(accounts: jt.Accounts) -> None:
    """Ids are unique, every figure has one, no link is dead, and who links is linked back."""
    report = jt.build_report(accounts)
    root = _read(report)

    ids = Counter(element["id"] for element in root if element["id"])
    links = {a["href"] for a in root.all("a")}
    assert set(ids.values()) == {1}
    assert {name for grid in report.tables.values() for name in grid.figures} <= ids.keys()
    assert links <= {f"#{each}" for each in ids}
    numbers: dict[str, set[str]] = {}
    for finding in _findings(root):
        for link in finding.all("a"):
            if not link["href"].startswith("#finding-"):
                numbers.setdefault(link["href"][1:], set()).add(f"#{finding['id']}")
    for cell in root.all("td"):
        assert {a["href"] for a in cell.all("a")} <= numbers.get(cell["id"], links)
        assert ("marked" in cell["class"].split()) == (cell["id"] in numbers)


@few
@given(strategies_tiny.accounts())
def test_the_page_tells_every_finding_with_its_numbers(accounts: jt.Accounts) -> None:
    """Messages, rules, and what is printed, expected and between them are all there, and no more."""
    report = jt.build_report(accounts)
    root = _read(report)

    told = sorted(
        (article.all("p")[0].all("b")[0].text and article.all("p")[0].text.lstrip("0123456789"),
         [dd.text for dd in article.all("dd")], article.all("code")[-1].text)
        for article in _findings(root)
    )  # fmt: skip
    assert told == sorted(
        (each.message.lstrip("0123456789"),
         [x for x in (each.printed, each.expected, each.difference) if x], each.rule)
        for each in jt.check(report)
    )  # fmt: skip


def test_both_numbers_are_explained_down_to_their_sources(faulty: jt.Report) -> None:
    """A total that differs is told line by line as ``juesuan explain`` tells it, on either side."""
    broken = next(each for each in jt.check(faulty) if each.rule == "summary-balances")
    (article,) = (each for each in _findings(_read(faulty)) if broken.message in each.text)

    lines = [li.text for li in article.all("li")]

    for name in ("income_total", "expenditure_total"):
        figure = faulty.figures[f"income_expenditure_summary.{name}.amount"]
        explained = [line.strip() for line in figure.explain()]
        start = lines.index(explained[0])
        assert lines[start : start + len(explained)] == explained
    assert any("←" in line and "元）" in line for line in lines)


def test_a_number_is_explained_once(faulty: jt.Report) -> None:
    """Where it was told before, a link says by which finding; no two lists are the same."""
    root = _read(faulty)

    again = [li for li in root.all("li") if "来历见" in li.text]
    told = {each["id"]: [li.text for li in each.all("li")] for each in _findings(root)}
    assert again
    for line in again:
        first = told[line.one("a")["href"][1:]]
        number = line.text.partition("（来历见")[0]
        assert any(each.startswith(number) for each in first)


def test_a_stated_total_is_explained_beside_ours(lusong: jt.Report) -> None:
    """The two have one address and are two numbers: each is told with its own source."""
    name = "expenditure.total.basic"
    stated = jt.Stated(
        figure=name, period=jt.Period.THIS_YEAR, amount=Decimal(1), source="财决04表.xlsx!C5"
    )
    report = jt.build_report(lusong.accounts.model_copy(update={"stated": (stated,)}))
    (finding,) = (each for each in _findings(_read(report)) if "stated-total" in each.text)

    lines = [li.text for li in finding.all("li")]
    assert lines[0] == report.figures[name].explain()[0]
    assert "原表合计 支出决算表.合计.基本支出：0.00万元（1.00元） ← 财决04表.xlsx!C5" in lines


def test_the_summary_counts_and_leads_to_each_group(faulty: jt.Report) -> None:
    """Severity by dimension: the counts are those of the findings, the links lead to them."""
    findings = jt.check(faulty)
    root = _read(faulty)
    dimension = {rule.id: rule.dimension for rule in jt.RULES}

    rows = root.all("table")[0].one("tbody").all("tr")

    assert [row.one("th").text for row in rows] == [each.value for each in jt.Dimension]
    for row in rows:
        asked = row.one("th").text in dimension.values()
        counts = [int(td.text.replace("–", "0")) for td in row.all("td")] if asked else []
        assert counts == [
            sum(
                each.severity is severity and dimension[each.rule] == row.one("th").text
                for each in findings
            )
            for severity in (jt.Severity if asked else ())
        ]
    (errors,) = (a for a in rows[-1].all("a") if "错误" in a["aria-label"])
    (group,) = (h for h in root.all("h3") if f"#{h['id']}" == errors["href"])
    assert group.text == f"真实性{errors.text} 条"


def test_the_worst_comes_first_and_dimensions_keep_their_order(faulty: jt.Report) -> None:
    """Numbers run through the page; groups come by severity, then as the ministry lists them."""
    root = _read(faulty)

    order = [f"{severity.value}-{each.key}" for severity in jt.Severity for each in jt.Dimension]
    groups = [section["aria-labelledby"] for section in root.all("section")]
    assert groups == [each for each in order if each in groups]
    assert [each["id"] for each in _findings(root)] == [
        f"finding-{number}" for number in range(1, len(_findings(root)) + 1)
    ]


def test_the_result_comes_before_what_it_was_checked_by(lusong: jt.Report) -> None:
    """In page and text the doubts about forms stand last, to the word; the page links to them."""
    findings = jt.check(lusong)
    settings = jt.Settings(severities={"reason-repeated": None})

    lines = review_text(lusong, findings, settings).splitlines()
    root = html_reader.read(review_page(lusong, findings, jt.RULES, settings))

    basis = lines[lines.index("", 2) + 1 :]
    assert lines[2].startswith("错误 ")
    assert lines[3 : 3 + len(findings)] == [str(each) for each in findings]
    assert basis[0].startswith("表样：")
    assert len(basis) == 3 + len(lusong.edition.unverified)
    assert basis[-1].startswith("审核设置")
    shown = [element for element in root.one("main") if element.tag in {"p", "h2"}]
    (heading,) = (n for n, each in enumerate(shown) if each["id"] == "basis")
    assert shown[1].text.startswith(lines[2])
    assert shown[1].one("a")["href"] == "#basis"
    assert [each.text for each in shown[heading + 1 :]] == basis


def test_a_rule_of_ones_own_is_told_under_others(lusong: jt.Report) -> None:
    """It may name no dimension; what it finds is on the page all the same."""
    finding = jt.Finding(rule="mine", severity=jt.Severity.ADVISORY, message="看一看。")
    own = jt.Check("mine", "自己的规则", "自定", finding.severity, lambda *_: [finding])

    root = _read(lusong, (own,))

    assert root.one("article").all("p")[0].text == "1看一看。"
    assert root.one("section").one("h3").text == "其他1 条"


@few
@given(strategies.accounts(), texts)
def test_hostile_text_never_becomes_markup(accounts: jt.Accounts, text: str) -> None:
    """Names, notes and sources are text; the page links to itself only and runs nothing."""
    facts = [fact.model_copy(update={"source": text}) for fact in accounts.expenditure[1:]]
    report = hostile_report(accounts.model_copy(update={"expenditure": tuple(facts)}), text)
    if report is None:
        return

    root = _read(report)

    assert {element.tag for element in root} - {""} <= TAGS
    assert {name for element in root for name in element.attributes} <= ATTRIBUTES
    assert all(a["href"].startswith("#") for a in root.all("a"))
    assert root.one("h1").text == f"{report.title} 审核报告"
    assert not re.search(r"url\(|@import|http", root.one("style").text)


def test_a_source_that_no_file_can_hold_is_spelled_out(lusong: jt.Report) -> None:
    """Names of files may hold bytes that are no text; the page can be written all the same."""
    facts = [fact.model_copy(update={"source": "坏\udcff.yaml"}) for fact in lusong.accounts.income]
    stated = jt.Stated(
        figure="income.total.total", period=jt.Period.THIS_YEAR, amount=Decimal(1), source="表"
    )
    changed = {"income": tuple(facts), "stated": (stated,)}
    report = jt.build_report(lusong.accounts.model_copy(update=changed))

    page = review_page(report, jt.check(report), jt.RULES)

    assert "坏\\udcff.yaml" in page.encode().decode()


def test_the_tables_are_those_that_are_published(whole_of_nine: jt.Report) -> None:
    """Cells print what the workbook prints: blanks stay blank, though they have an id."""
    for blank in (True, False):
        page = review_page(whole_of_nine, [], jt.RULES, blank_zeros=blank)
        cells = {td["id"]: td.text for td in html_reader.read(page).all("td") if td["id"]}
        grids = whole_of_nine.tables.values()
        printed = {
            name: f"{figure.shown:.2f}"
            for grid in grids
            for name, figure in grid.as_printed(blank_zeros=blank).figures.items()
        }
        assert cells == {name: printed.get(name, "") for grid in grids for name in grid.figures}


def test_thousands_of_findings_stay_fast(faulty: jt.Report) -> None:
    """A number is explained once and a cell names a few, so the page grows by its findings only."""
    findings = jt.check(faulty) * 100
    assert len(findings) > 2000
    begun = time.process_time()

    page = review_page(faulty, findings, jt.RULES)

    assert time.process_time() - begun < 10
    assert len(page) < 3000 * len(findings)


def test_the_numbers_behind_a_finding_are_not_part_of_its_record(faulty: jt.Report) -> None:
    """审核报告.json is a contract: what only the page needs stays out of it."""
    findings = jt.check(faulty)
    bare = [replace(finding, figures=(), against=()) for finding in findings]

    assert any(finding.figures and finding.against for finding in findings)
    assert bare == findings
    assert review_json("某.yaml", findings) == review_json("某.yaml", bare)
    assert findings[0].record().keys() == {
        "rule", "severity", "page", "table", "row", "column", "section", "snippet", "printed",
        "expected", "difference", "message",
    }  # fmt: skip
