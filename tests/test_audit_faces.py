"""What an audit looks like: the command, its JSON, `jt.audit`, and what settings change."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import export_books
import pdf_pages
import pytest

import juesuan_tables as jt
from juesuan_tables import auditing, audits, cli
from juesuan_tables.auditing import Span

if TYPE_CHECKING:
    from juesuan_tables.reading.documents import Document

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parent.parent
INPUT = str(ROOT / "examples" / "whole-2024.yaml")
FIELDS = [
    "rule", "severity", "page", "table", "row", "column", "section", "snippet", "printed",
    "expected", "difference", "message",
]  # fmt: skip
ERROR, ADVISORY, UNKNOWN = jt.Severity
RULE = jt.AuditRule("planted", "一加一等于二", "算术", ERROR, jt.Dimension.TRUTHFULNESS)
TEXT = "第三部分 说明\n\n一、收入情况说明\n\n本年收入{}万元。\n"


def _findings(document: Document) -> tuple[jt.Finding, ...]:
    """Return a finding about every paragraph that speaks of 错 or 疑, an advisory one of 疑."""
    return tuple(
        RULE.in_text(
            document.passages,
            Span(number, at, at + 1),
            "写错了。请改正。",
            severity=severity,
            printed="1.00万元",
            expected="2.00万元",
            difference="1.00万元",
        )
        for mark, severity in (("疑", ADVISORY), ("错", ERROR))
        for number, passage in enumerate(document.passages)
        if (at := passage.text.find(mark)) >= 0
    )


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, object]]:
    """Put a rule of one word in the place of all; return what each audit was given."""
    given: list[dict[str, object]] = []

    def audit_document(document: Document, **others: object) -> jt.Audit:
        given.append(others)
        claims = jt.Claims(total=5, proved=3, unassessable=1)
        return jt.Audit(
            document.file, document.passages, _findings(document), claims, ("来访\u3000“3人次”",)
        )

    def audit_report(_: jt.Report, prose: jt.Prose, **__: object) -> jt.Audit:
        return jt.Audit(prose.title, (), (), jt.Claims(2, 2, 0), ())

    monkeypatch.setattr(auditing, "audit_document", audit_document)
    monkeypatch.setattr(auditing, "audit_report", audit_report)
    monkeypatch.setattr(auditing, "RULES", (RULE,))
    monkeypatch.setattr(audits, "RULES", (*jt.RULES, RULE))
    monkeypatch.chdir(tmp_path)
    for name, words in (("好.txt", "二百"), ("错.txt", "错"), ("疑.txt", "疑"), ("都.txt", "疑错")):
        Path(name).write_text(TEXT.format(words), encoding="utf-8")
    Path("扫描.pdf").write_bytes(pdf_pages.pdf([b"0 0 600 800 re f"]))
    return given


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["好.txt"], 0),
        (["疑.txt"], 0),
        (["错.txt"], 1),
        (["扫描.pdf"], 3),
        (["没有.pdf", "错.txt"], 3),
        (["错.txt", "好.txt"], 1),
        ([INPUT, "好.txt"], 0),
    ],
)
def test_the_worst_of_many_documents_decides_the_exit_code(files: list[str], code: int) -> None:
    """An error is 1, what cannot be read is 3 and worse, hints are no reason to fail."""
    assert cli.main(["check", *files]) == code
    assert cli.main(["check", *files, "--json"]) == code


def test_a_scan_is_never_without_findings(capsys: Capture) -> None:
    """It is 无法核对, on the error stream, with what to do; the next document is checked."""
    assert cli.main(["check", "扫描.pdf", "好.txt"]) == 3

    said = capsys.readouterr()
    assert said.err.startswith("无法核对 扫描.pdf\n错误 扫描.pdf：")
    assert "扫描件" in said.err
    assert "扫描.pdf" not in said.out
    assert "好.txt" in said.out


def test_json_is_one_object_a_document_and_nothing_else(capsys: Capture) -> None:
    """A line each, fields as 审核报告.json has them, the document as it was given."""
    cli.main(["check", "./都.txt", "扫描.pdf", INPUT, "--json", "--html", "页面"])

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["document"] for line in lines] == ["./都.txt", INPUT]
    for line in lines:
        assert list(line) == ["schema", "document", "claims", "unread", "findings"]
        assert list(line["claims"]) == ["total", "proved", "unassessable"]
        assert all(list(finding) == FIELDS for finding in line["findings"])
    first = lines[0]
    assert first["claims"] == {"total": 5, "proved": 3, "unassessable": 1}
    assert first["unread"] == ["来访\u3000“3人次”"]
    assert [each["severity"] for each in first["findings"]] == ["error", "advisory"]
    assert first["findings"][0]["snippet"] == "错"


def test_json_is_utf8_on_any_console() -> None:
    """What scripts read does not depend on the code page of the machine."""
    run = subprocess.run(
        [sys.executable, "-m", "juesuan_tables.cli", "check", INPUT, "--json"],
        env=os.environ | {"PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0
    assert "所属单位" in run.stdout.decode("utf-8")
    assert json.loads(run.stdout)["document"] == INPUT


def test_the_screen_counts_claims_then_lists_the_worst_first(capsys: Capture) -> None:
    """Heading, counts, findings, and what nobody understood."""
    cli.main(["check", "都.txt"])

    lines = capsys.readouterr().out.splitlines()
    counts = "都.txt：看懂 5 处数字说法，核实 3 处，无法核对 1 处。"
    assert lines[0] == f"{counts}没有读到公开表，只核对了文字之间的关系。"
    assert lines[1] == "审核结果：错误 1 条，提示 1 条，无法核对 0 条"
    assert [line[:2] for line in lines[2:4]] == ["错误", "提示"]
    assert lines[2].endswith("“错”：写错了。请改正。[planted]")
    assert lines[4:] == ["下面 1 处有数，没有看懂，没有核对：", "  来访 “3人次”"]


def test_a_page_that_cannot_be_written_leaves_the_document_checked(capsys: Capture) -> None:
    """What was found is told; only the page is said to be missing."""
    assert cli.main(["check", "错.txt", "--html", "好.txt"]) == 4

    said = capsys.readouterr()
    assert "审核结果：错误 1 条" in said.out
    assert said.err.startswith("错误 ")
    assert "写不进去" in said.err


def test_files_that_an_input_is_not_compared_with_are_named(capsys: Capture) -> None:
    """Only finished documents are compared with budgets, approved accounts and members."""
    assert cli.main(["check", INPUT, "--budget", "好.txt"]) == 0

    assert capsys.readouterr().out.startswith("核对输入文件时没有用到本年预算。\n")


@pytest.mark.parametrize("option", ["--tables", "--prior", "--budget", "--approved", "--members"])
def test_an_input_is_nothing_to_compare_a_document_with(option: str, capsys: Capture) -> None:
    """It has no table that was published: nothing would be compared, and nobody would know."""
    assert cli.main(["check", "好.txt", option, INPUT]) == 3
    assert "这是输入的数" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("claims", "tables", "rules"),
    [(0, 0, ["table-unread"]), (1, 0, []), (0, 9, [])],
)
def test_a_document_with_nothing_to_audit_is_not_without_findings(
    claims: int, tables: int, rules: list[str]
) -> None:
    """It may be the wrong file: it is 无法核对, and never silent."""
    made = jt.Audit("好.txt", (), (), jt.Claims(claims, claims, 0), (), tables)

    assert [each.rule for each in audits.nothing_audited(made)] == rules


def test_an_input_is_no_document_to_audit() -> None:
    """Its facts are checked; read as a text it would be without findings."""
    with pytest.raises(jt.InputError, match="请用 juesuan check 核对"):
        jt.audit(INPUT)


@pytest.mark.parametrize(
    ("setting", "severities", "code"),
    [
        ("不查", [], 0),
        ("提示", [ADVISORY, ADVISORY], 0),
        ("无法核对", [UNKNOWN, UNKNOWN], 0),
        ("错误", [ERROR, ADVISORY], 1),
    ],
)
def test_settings_apply_to_the_rules_of_an_audit(
    capsys: Capture, setting: str, severities: list[jt.Severity], code: int
) -> None:
    """A rule can be milder or off; what the audit holds to be less is never made worse."""
    Path("设置.yaml").write_text(f"严重程度:\n  planted: {setting}\n", encoding="utf-8")

    assert cli.main(["check", "都.txt", "--rules", "设置.yaml", "--json"]) == code

    found = json.loads(capsys.readouterr().out)["findings"]
    assert [each["severity"] for each in found] == [each.value for each in severities]


def test_the_other_files_reach_the_audit(seen: list[dict[str, object]]) -> None:
    """Each under its name; one that is in two files is one document; what is not given is None."""
    jt.audit("好.txt")
    Path("设置.txt").write_text("决算批复", encoding="utf-8")
    others = [
        "--tables",
        "错.txt",
        "--prior",
        "好.txt",
        "--prior",
        "疑.txt",
        "--approved",
        "设置.txt",
    ]
    cli.main(["check", "好.txt", *others, "--members", "错.txt", "--members", "疑.txt"])

    empty, given = seen
    assert empty == {
        "tables": None, "prior": None, "budget": None, "approved": None, "members": (), "ask": True
    }  # fmt: skip
    files = {name: getattr(each, "file", None) for name, each in given.items() if name != "ask"}
    assert files == {
        "tables": "错.txt", "prior": "好.txt、疑.txt", "budget": None, "approved": "设置.txt", "members": None
    }  # fmt: skip
    members = given["members"]
    assert isinstance(members, tuple)
    assert [each.file for each in members] == ["错.txt", "疑.txt"]


def test_what_cannot_be_compared_with_is_said(capsys: Capture) -> None:
    """Nothing is checked half."""
    assert cli.main(["check", "好.txt", "--prior", "没有.pdf"]) == 3

    said = capsys.readouterr()
    assert said.out == ""
    assert "没有.pdf：没有找到这个文件" in said.err


def test_an_audit_from_python_yields_the_worst_first() -> None:
    """Iterating yields the findings; passages are those that spans point into."""
    audit = jt.audit("都.txt")

    first, second = audit
    assert (first.severity, second.severity) == (ERROR, ADVISORY)
    assert audit.document == "都.txt"
    assert (audit.claims.total, audit.claims.proved, audit.claims.unassessable) == (5, 3, 1)
    assert first.span
    number, start, end = first.span
    assert audit.passages[number].text[start:end] == "错" == first.snippet
    with pytest.raises(jt.InputError, match="扫描件"):
        jt.audit("扫描.pdf")


def test_tables_are_extracted_as_records(whole_of_nine: jt.Report) -> None:
    """Every amount that a workbook of ours prints, with its address, its words and its cell."""
    Path("表.xlsx").write_bytes(jt.workbook(whole_of_nine))

    records = jt.extract("表.xlsx")

    printed = {
        name: figure.shown * 10_000
        for grid in whole_of_nine.tables.values()
        for name, figure in grid.as_printed().figures.items()
    }
    amounts = {
        f"{each['table']}.{each['row']}.{each['column']}": each["amount"] for each in records
    }
    assert amounts == printed
    first = records[0]
    assert (first["title"], first["row_label"]) == (
        "收入支出决算总表",
        "一、一般公共预算财政拨款收入",
    )
    assert first["source"].startswith("表.xlsx!收入支出决算总表!")


def test_an_input_is_checked_as_it_would_be_published(
    capsys: Capture, seen: list[dict[str, object]]
) -> None:
    """YAML, 填报表 and 财决 are facts: all checks, and the audit of what would be printed."""
    accounts = jt.load_accounts(INPUT)
    found = jt.check(jt.build_report(accounts))
    assert cli.main(["new", "某局2024.xlsx", "-e", "shanghai-2024", "--from", INPUT]) == 0
    Path("财决.xlsx").write_bytes(export_books.xlsx(export_books.export_of(accounts)))
    assert cli.main(["check", "财决.xlsx", "-e", "shanghai-2024"]) == 1
    capsys.readouterr()

    for path in (INPUT, "某局2024.xlsx"):
        assert cli.main(["check", path, "--json"]) in {0, 1}
        told = {each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]}
        assert {each.rule for each in found} <= told
    assert seen == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["好.txt", "--html", "./好.txt"], ""),
        (["好.html", "--html", "./好.html"], "会被覆盖"),
        (["好.txt", "错.txt", "--html", "一个.html"], "文件夹"),
        (["好.txt", "子/好.txt", "--html", "页面"], "名字相同"),
    ],
)
def test_a_page_never_takes_the_place_of_a_document(
    capsys: Capture, arguments: list[str], said: str
) -> None:
    """A mistake of usage: nothing is read or written."""
    before = Path("好.txt").read_bytes()
    Path("好.html").write_bytes(before)

    code = cli.main(["check", *arguments])

    assert (code, said in capsys.readouterr().err) == (2 if said else 4, True)
    assert Path("好.txt").read_bytes() == Path("好.html").read_bytes() == before


def test_pages_are_written_where_they_were_asked_for(capsys: Capture) -> None:
    """One document: a file, written anew when asked again. Several, or no .html: a folder."""
    for _ in range(2):
        assert cli.main(["check", "错.txt", "--html", "报告/一.html"]) == 1
    assert cli.main(["check", "错.txt", INPUT, "--html", "报告"]) == 1

    assert {path.name for path in Path("报告").iterdir()} == {
        "一.html", "错.txt审核报告.html", "whole-2024.yaml审核报告.html"
    }  # fmt: skip
    assert "已生成 报告" in capsys.readouterr().out
    assert "错.txt 审核报告" in Path("报告/一.html").read_text(encoding="utf-8")


def test_rules_of_an_audit_are_listed(capsys: Capture) -> None:
    """`juesuan rules` names them beside the others; a rule that both ask for is listed once."""
    assert cli.main(["rules"]) == 0

    out = capsys.readouterr().out
    assert all(f" {rule.id}  {rule.name}（{rule.source}）" in out for rule in jt.AUDIT_RULES)
    ids = re.findall(r"^\S+ \S* ?([a-z-]+)  ", out, re.MULTILINE)
    assert len({*ids}) == len(ids) >= len(jt.RULES)


def _publication_with(
    monkeypatch: pytest.MonkeyPatch, report: jt.Report, *found: jt.Finding
) -> list[jt.Finding]:
    """Return what is left of what an audit of our own publication found."""
    made = jt.Audit("", (), found, jt.Claims(0, 0, 0), ())
    monkeypatch.setattr(auditing, "audit_report", lambda *_, **__: made)
    audit = audits.audit_of_report(report, jt.narrate(report), document="某.yaml")
    others = [each for each in audit if each not in found]
    assert others == [*audits.worst_first(jt.check(report))]
    assert audit.document == "某.yaml"
    return [each for each in audit if each in found]


def test_what_a_check_has_said_is_not_said_again(
    lusong: jt.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An audit of our own publication is silent about cells, figures and parts that have an error."""
    told = next(each for each in jt.check(lusong) if each.severity is ERROR)
    (total,) = told.figures
    assert isinstance(total, jt.Figure)
    assert total.parts
    figure = lusong.figures["income_expenditure_summary.income_total.amount"]
    new = jt.Finding(rule="planted", severity=ERROR, message="新的。", figures=(figure,))
    again = (
        replace(new, table=told.table, row=told.row, column=told.column, figures=()),
        replace(new, figures=told.figures),
        replace(new, figures=told.against),
        replace(new, figures=total.parts[-1:]),
        replace(new, rule="project-total"),
        replace(new, rule="text-project-funds"),
    )

    assert _publication_with(monkeypatch, lusong, *again) == []
    assert _publication_with(monkeypatch, lusong, *again, new) == [new]


def test_a_sentence_that_quotes_what_has_an_error_is_not_blamed(
    lusong: jt.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The accounts are wrong, and the sentence says what they say; another sentence is."""
    told = next(each for each in jt.check(lusong) if each.severity is ERROR)
    blocks = jt.narrate(lusong).blocks
    text = [each for each in blocks if not isinstance(each, jt.Grid)]
    spans: dict[str, tuple[int, int, int]] = {}
    for number, block in enumerate(text):
        for each in block.quotations if isinstance(block, jt.Paragraph) else ():
            for figure in each.figures:
                spans.setdefault(figure, (number, each.start, each.end))
    new = jt.Finding(rule="planted", severity=ERROR, message="新的。")
    quoting = replace(new, span=spans[told.against[0].name])
    another = replace(
        new, message="别的。", span=spans["income_expenditure_summary.income_total.amount"]
    )

    assert _publication_with(monkeypatch, lusong, quoting, another) == [another]
