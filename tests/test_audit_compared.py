"""What a document is compared with must be of the right year and print tables; else that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan_tables as jt
from juesuan_tables.auditing import audit_document
from juesuan_tables.auditing._assembly import audited_report
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.publication import narrate
from juesuan_tables.reading.documents import Document, read_document

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Our publication of 2024, read from the web page."""
    report = jt.build_report(jt.load_accounts(EXAMPLES / "whole-2024.yaml"))
    path = tmp_path_factory.mktemp("published") / "公开.html"
    path.write_bytes(jt.page(report))
    return read_document(path)


def _told(audit: jt.Audit) -> list[str]:
    return [each.message for each in audit if each.rule == "compared-file"]


def test_last_years_publication_must_be_of_last_year(published: Document) -> None:
    """The file of this year in its place proves nothing, and is not used."""
    audit = audit_document(published, prior=published)

    assert _told(audit) == [
        "--prior 的文件“公开.html”是2024年度的，应为2023年度，没有核对。请换成2023年度的文件。"
    ]
    assert all(each.severity is not jt.Severity.ERROR for each in audit)


def test_a_file_without_tables_is_no_comparison(published: Document) -> None:
    """Nobody must believe that something was compared."""
    empty = Document("说明.txt", published.passages, ())

    audit = audit_document(published, approved=empty, members=[empty])

    assert len(_told(audit)) == 2
    assert "没有读到公开表" in _told(audit)[0]


def test_the_same_accounts_as_approved_agree(published: Document) -> None:
    """The publication itself, as approved accounts, has the same totals."""
    audit = audit_document(published, approved=published)

    assert not _told(audit)
    assert all(each.severity is not jt.Severity.ERROR for each in audit)


def test_our_publication_from_memory_has_the_amounts_of_its_page(published: Document) -> None:
    """What is audited in memory is what a reader of the file sees."""
    report = jt.build_report(jt.load_accounts(EXAMPLES / "whole-2024.yaml"))

    in_memory = audited_report(report, narrate(report).as_printed())

    read = audit_document(published)
    assert [
        p.text for p in in_memory.passages if p.text not in {q.text for q in read.passages}
    ] == []


@pytest.mark.parametrize(
    ("said", "letter", "what"),
    [
        ("发布时间：2025-08-20", "批复日期：2025年8月1日", None),
        ("发布时间：2025-08-22", "批复日期：2025年8月1日", "晚21天"),
        ("公开日期：2025年7月30日", "2025年8月1日", "早2天"),
        ("公开日期：2025年8月20日", "2024年8月1日", "“批复.txt”里没有读到批复日期"),
        ("二〇二五年八月", "2025年8月1日", "“公开.txt”里没有读到公开日期"),
    ],
)
def test_a_publication_comes_within_twenty_days_of_its_approval(
    said: str, letter: str, what: str | None
) -> None:
    """Both dates stand in the documents' words; a letter ends with its own. No other day is one."""
    title = Passage("某局2024年度部门决算", PassageKind.COVER)
    document = Document("公开.txt", (title, Passage(said)), ())
    approved = Document("批复.txt", (title, Passage("同意你单位决算。"), Passage(letter)), ())

    audit = audit_document(document, approved=approved)

    told = [each for each in audit if each.rule == "published-in-time"]
    assert [(what or "") in each.message for each in told] == [True] * bool(what)
