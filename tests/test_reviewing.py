"""A bureau's folder, reviewed: nobody is forgotten, nothing is guessed, nothing typed is lost."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attack_files
import docx_lint
import docx_reader
import excel_lint
import pytest
from bureau import APPROVED, DAY, FALSE_SHARE, TRUE_SHARE, Bureau, department, explanation, save
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import juesuan_tables as jt
from juesuan_tables import reviewing
from juesuan_tables.checks.approval import ALLOWED
from juesuan_tables.reviewing import State, Status, Timeliness

if TYPE_CHECKING:
    import random

UNITS = ("市文化局", "市教育局", "市水务局", "市财政局", "市财政局机关服务中心", "市档案馆")


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """Return a bureau of six departments, all of which sent in what is true."""
    return Bureau.of(tmp_path, UNITS)


sent = st.fixed_dictionaries(
    {
        unit: st.sampled_from(["true", "false", "nothing", "empty", "exempt", "twice"])
        for unit in UNITS
    }
)


@given(sent, st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_on_the_roster_stands_once_and_each_file_is_somewhere(
    sent: dict[str, str],
    stray: bool,  # noqa: FBT001 drawn
    chance: random.Random,
) -> None:
    """Whatever was sent in: states are told apart, and no file is lost on the way."""
    top = Path(tempfile.mkdtemp())
    try:
        made = Bureau(top)
        rows = [
            {"单位名称": u, "免于公开": "涉密" if w == "exempt" else None} for u, w in sent.items()
        ]
        chance.shuffle(rows)
        made.listed(rows)
        for unit, what in sent.items():
            _send(made, unit, what)
        if stray:
            made.put("不在名单局.txt", explanation("不在名单局"))

        review = made.judge()

        assert [each.entry.unit for each in review.departments] == [r["单位名称"] for r in rows]
        states = {"nothing": State.MISSING, "empty": State.UNREAD, "exempt": State.EXEMPT}
        for unit, what in sent.items():
            assert department(review, unit).state is states.get(what, State.PUBLISHED)
        named = [f.path for each in review.departments for f in each.files]
        named += [each.path for each in (*review.strays, *review.passed)]
        there = [p.relative_to(made.sent).as_posix() for p in made.sent.rglob("*") if p.is_file()]
        assert Counter(named) == Counter(there)
        counts = review.counts
        assert counts["应报"] == counts["已报"] + counts["未报"]
        assert counts["应报"] + counts["免于公开"] == len(UNITS)
    finally:
        shutil.rmtree(top)


def _send(made: Bureau, unit: str, what: str) -> None:
    share = FALSE_SHARE if what == "false" else TRUE_SHARE
    if what == "empty":
        made.put(f"{unit}2024年度部门决算.docx", b"")
    elif what not in {"nothing", "exempt"}:
        made.put(f"{unit}/{unit}2024年度部门决算.txt", explanation(unit, share=share))
    if what == "twice":
        made.put(f"{unit}/旧稿.txt", explanation(unit, share=FALSE_SHARE, more="\n旧稿。\n"))


def test_a_planted_error_stands_in_the_list_of_its_department_and_nowhere_else(
    bureau: Bureau,
) -> None:
    """Its words are there verbatim; all others have no list at all."""
    bureau.put("市水务局2024年度部门决算.txt", explanation("市水务局", share=FALSE_SHARE))

    review = bureau.review()

    lists = [*(bureau.out / "问题清单").iterdir()]
    assert [path.name for path in lists] == ["市水务局问题清单.docx"]
    content = lists[0].read_bytes()
    words = docx_reader.words(docx_reader.tree(content))
    assert f"项目支出120.00万元，占{FALSE_SHARE}%" in words
    assert "应为：23.06%" in words
    assert "占比＝部分÷总体" in words
    assert not docx_lint.lint(content)
    wrong = {each.entry.unit: [*map(str, each.findings)] for each in review.departments}
    assert [unit for unit, found in wrong.items() if found] == ["市水务局"]
    assert review.worst_first[0].entry.unit == "市水务局"


def test_neither_the_order_of_files_nor_the_number_of_processes_changes_anything(
    tmp_path: Path,
) -> None:
    """The JSON is the same to the letter, and so is every file."""
    results = []
    for number, order in enumerate((UNITS, UNITS[::-1])):
        made = Bureau(tmp_path / f"{number}")
        made.listed(UNITS)
        for unit in order:
            made.put(
                f"{unit}.txt", explanation(unit, share=FALSE_SHARE, more="公开日期：2025-09-09")
            )
        made.review(jobs=number + 1)
        results.append({
            path.relative_to(made.out): path.read_bytes()
            for path in made.out.rglob("*")
            if path.is_file() and path.suffix != ".json"
        })  # fmt: skip

    assert results[0] == results[1]


def test_the_same_files_again_say_unchanged_and_a_corrected_one_says_done(bureau: Bureau) -> None:
    """Nothing is new in a second round of the same; a number that is wrong otherwise is not done."""
    name = "市水务局2024年度部门决算.txt"
    bureau.put(name, explanation("市水务局", share=FALSE_SHARE))
    first = bureau.review()
    again = bureau.review()
    moved = explanation("市水务局", share="44.44", before="第一部分 概况\n\n本局有三个科室。\n")
    bureau.put(name, moved.replace("三、支出", "五、支出"))
    otherwise = bureau.review()
    bureau.put(name, explanation("市水务局"))
    done = bureau.review()
    bureau.put(name, explanation("市水务局", share=FALSE_SHARE))
    back = bureau.review()

    assert [item.status for item in first.ledger] == [Status.NEW]
    assert [item.status for item in again.ledger] == [Status.OPEN]
    assert again.round == first.round
    assert [item.status for item in otherwise.ledger] == [Status.OPEN]
    assert [(item.status, item.done) for item in done.ledger] == [(Status.DONE, 3)]
    assert not [*(bureau.out / "问题清单").iterdir()][1:]
    assert [(item.status, item.number) for item in back.ledger] == [(Status.NEW, 1)]


def test_what_was_withdrawn_is_not_called_corrected(bureau: Bureau) -> None:
    """Without a document nobody knows; the missing publication itself is new, and then done."""
    name = "市水务局2024年度部门决算.txt"
    path = bureau.put(name, explanation("市水务局", share=FALSE_SHARE))
    bureau.review()
    path.unlink()
    withdrawn = bureau.review()
    bureau.put(name, explanation("市水务局"))
    returned = bureau.review()

    assert [item.status for item in withdrawn.ledger] == [Status.UNKNOWN, Status.NEW]
    assert [item.status for item in returned.ledger] == [Status.DONE, Status.DONE]


def test_what_is_typed_beside_a_number_that_nobody_gave_is_refused(bureau: Bureau) -> None:
    """It belongs to nothing, and would be gone from the ledger of the next round."""
    bureau.listed(UNITS)
    bureau.put(f"{UNITS[0]}.md", explanation(UNITS[0], share=FALSE_SHARE))
    bureau.review()
    path = bureau.out / "整改台账.xlsx"
    book = load_workbook(path)
    sheet = book["整改台账"]
    heads = next(row for row in sheet.iter_rows() if row[0].value == "编号")
    column = next(cell.column for cell in heads if cell.value == "整改结果")
    sheet.cell(int(heads[0].row or 0) + 1, 1).value = 99
    sheet.cell(int(heads[0].row or 0) + 1, column).value = "已更正"
    book.save(path)
    before = path.read_bytes()

    with pytest.raises(jt.InputError, match="编号99填了整改情况"):
        bureau.review()

    assert path.read_bytes() == before


def test_what_officers_typed_is_kept_over_rounds(bureau: Bureau) -> None:
    """In the ledger by its number, however it was sorted; in a changed 问题清单 as a copy."""
    for unit in UNITS[:3]:
        bureau.put(f"{unit}2024年度部门决算.txt", explanation(unit, share=FALSE_SHARE))
    bureau.review()
    book = load_workbook(bureau.out / "整改台账.xlsx")
    sheet: Any = book.active
    heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    typed = {}
    for row in range(1, sheet.max_row + 1):
        number = sheet.cell(row, 1).value
        if isinstance(number, int):
            typed[number] = (f"已于{number}日改正", date(2025, 11, number))
            sheet.cell(row, heads["整改结果"]).value = typed[number][0]
            sheet.cell(row, heads["整改日期"]).value = typed[number][1]
    book.save(bureau.out / "整改台账.xlsx")
    listed = bureau.out / "问题清单" / f"{UNITS[0]}问题清单.docx"
    listed.write_bytes(listed.read_bytes() + b"typed")
    bureau.put(f"{UNITS[0]}2024年度部门决算.txt", explanation(UNITS[0]))

    bureau.review()

    sheet = load_workbook(bureau.out / "整改台账.xlsx").active
    after = {
        sheet.cell(row, 1).value: (
            sheet.cell(row, heads["整改结果"]).value,
            sheet.cell(row, heads["整改日期"]).value.date(),
        )
        for row in range(1, sheet.max_row + 1)
        if isinstance(sheet.cell(row, 1).value, int)
    }
    assert after == typed
    kept = sorted(path.name for path in (bureau.out / "历次").iterdir())
    assert [name.split("-")[0] for name in kept] == [f"{UNITS[0]}问题清单", "整改台账"]
    assert not listed.exists()


@given(st.integers(-40, 60))
def test_late_is_later_than_twenty_days_after_approval(days: int) -> None:
    """Neither the twentieth day nor that of approval is late; a day before it is too early."""
    from juesuan_tables.inputs.roster import RosterEntry  # noqa: PLC0415
    from juesuan_tables.reviewing._judging import _timeliness  # noqa: PLC0415

    published = APPROVED + timedelta(days=days)
    entry = RosterEntry("某局", approval_date=APPROVED)

    found = _timeliness(entry, published, State.PUBLISHED)

    expected = Timeliness.EARLY if days < 0 else Timeliness.IN_TIME
    assert found is (Timeliness.LATE if days > ALLOWED.days else expected)


def test_dates_come_from_the_roster_or_the_document(bureau: Bureau) -> None:
    """One late by the roster, one by its own words, one nobody knows of."""
    bureau.listed([
        {"单位名称": UNITS[0], "批复日期": APPROVED, "公开日期": "2025年9月22日"},
        {"单位名称": UNITS[1], "批复日期": APPROVED},
        {"单位名称": UNITS[2], "批复日期": APPROVED},
        {"单位名称": UNITS[3], "批复日期": APPROVED, "公开日期": date(2025, 9, 21)},
        *UNITS[4:],
    ])  # fmt: skip
    said = explanation(UNITS[1], more="\n公开日期：2025年10月1日\n")
    bureau.put(f"{UNITS[1]}2024年度部门决算.txt", said)

    review = bureau.judge()

    times = [department(review, unit).timeliness for unit in UNITS[:4]]
    late, unknown, in_time = Timeliness.LATE, Timeliness.UNKNOWN, Timeliness.IN_TIME
    assert times == [late, late, unknown, in_time]
    assert review.counts["逾期"] == 2
    assert "晚30天" in str(department(review, UNITS[1]).findings[0])


@pytest.mark.parametrize(
    ("path", "unit", "owner"),
    [
        ("市财政局2024.txt", "市财政局", "市财政局"),
        ("市财政局/服务中心.txt", "市财政局机关服务中心", "市财政局机关服务中心"),
        ("市财政局机关服务中心2024.txt", "", "市财政局机关服务中心"),
        ("市财政局2024年度部门决算.txt", "", "市财政局"),
        ("市财政局/说明.txt", "", "市财政局"),
        ("市财政局/说明.txt", "市财政局国库支付中心", None),
        ("市财政局信息中心2024.txt", "", None),
        ("乱.txt", "江州市文化局", "市文化局"),
        ("市文化局2024.txt", "市教育局", "市教育局"),
        ("市文化局和市教育局2024.txt", "", None),
        ("别的局2024.txt", "", None),
        ("乱.txt", "株洲市文化局", "市文化局"),
        ("2024年株洲市文化局部门决算.txt", "", "市文化局"),
        ("附件：市文化局（公示）.txt", "", "市文化局"),
        ("乱.txt", "\n本部门是市文化局。", "市文化局"),
        ("乱.txt", "\n市文化局与市教育局共建。", None),
    ],
)
def test_whose_a_document_is(tmp_path: Path, path: str, unit: str, owner: str | None) -> None:
    """By what it says of itself, then by what it is called; a longer name is another unit."""
    made = Bureau(tmp_path)
    made.listed(UNITS)
    made.put(path, explanation(unit))

    review = made.judge()

    owners = [each.entry.unit for each in review.departments if each.files]
    assert owners == ([owner] if owner else [])
    assert bool(review.strays) is (owner is None)
    if path == "市文化局2024.txt" or "本部门" in unit:
        assert "请核实" in "".join(department(review, str(owner)).remarks)


def test_the_roster_itself_can_say_whose_a_file_is(tmp_path: Path) -> None:
    """A name that nobody could guess."""
    made = Bureau(tmp_path)
    made.listed([{"单位名称": "市文化局", "文件": "扫描/001"}, "市教育局"])
    made.put("扫描/001/正文.txt", explanation("江州文旅"))

    assert department(made.judge(), "市文化局").state is State.PUBLISHED


def test_a_document_of_another_name_than_the_roster_says_is_noted(tmp_path: Path) -> None:
    """It is audited as the roster wants; whether it is the right one, somebody should look."""
    made = Bureau(tmp_path)
    made.listed(
        [{"单位名称": "市文化局", "文件": "001.txt"}, {"单位名称": "市教育局", "文件": "002.txt"}]
    )
    made.put("001.txt", explanation("市文化据"))
    made.put("002.txt", explanation("市教育局"))

    review = made.judge()

    assert "写的是“市文化据”，与名单不同" in "".join(department(review, "市文化局").remarks)
    assert "与名单不同" not in "".join(department(review, "市教育局").remarks)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("某市粮食和物质储备局", True),
        ("某市粮食物资储备局", True),
        ("某市粮食和和物资储备局", True),
        ("某市粮食储备局", False),
    ],
)
def test_a_misspelt_name_is_not_taken_for_the_right_one_but_named(
    tmp_path: Path, written: str, *, near: bool
) -> None:
    """One character wrong, missing or too many: it stays nobody's, and whose it may be is said."""
    made = Bureau(tmp_path)
    made.listed(["某市粮食和物资储备局", "市教育局"])
    made.put("决算.txt", explanation(written))

    (stray,) = made.judge().strays

    assert f"文件里写的是“{written}”，名单上没有" in stray.why
    assert ("名称相近的有“某市粮食和物资储备局”" in stray.why) is near


def test_a_department_and_its_own_office_are_told_apart(tmp_path: Path) -> None:
    """部门 and 单位本级 of one name are two on the roster."""
    made = Bureau(tmp_path)
    rows = [{"单位名称": "市文化局", "公开主体": kind} for kind in ("部门", "单位本级")]
    made.listed(rows)
    made.put("a.txt", explanation("市文化局"))
    own = explanation("市文化局（本级）", share=FALSE_SHARE).replace("部门决算", "单位决算")
    made.put("b.txt", own)

    review = made.judge()

    assert [[f.path for f in each.files] for each in review.departments] == [["a.txt"], ["b.txt"]]
    assert [item.unit for item in review.ledger] == ["市文化局（单位本级）"]


def test_files_that_are_none_or_cannot_be_read_are_answered(bureau: Bureau) -> None:
    """Scans, passwords, links, inputs of facts; what programs leave behind is not even named."""
    for name in ("~$市文化局.docx", ".DS_Store", "Thumbs.db", "__MACOSX/a.txt"):
        bureau.put(name, b"x")
    bureau.put("内部底稿/审核报告.txt", explanation("市文化局"))
    bureau.put("市教育局2024年度部门决算.txt", "")
    bureau.put("市水务局2024年度部门决算.pdf", attack_files.pdf_with_password())
    (bureau.sent / "市水务局2024年度部门决算.txt").unlink()
    (bureau.sent / "市档案馆2024年度部门决算.txt").unlink()
    outside = bureau.top / "外面.txt"
    outside.write_text(explanation("市档案馆"), encoding="utf-8")
    (bureau.sent / "市档案馆.txt").symlink_to(outside)
    shutil.copy(Path("examples/lusong-2018.yaml"), bureau.sent / "市财政局.yaml")

    review = bureau.judge()

    assert department(review, "市档案馆").state is State.MISSING
    assert department(review, "市教育局").state is State.UNREAD
    assert "0字节" in str(department(review, "市教育局").findings[0])
    assert "密码" in str(department(review, "市水务局").findings[0])
    assert {each.path for each in review.passed} == {"市档案馆.txt", "内部底稿/"}
    assert department(review, "市财政局").state is State.PUBLISHED
    assert any("输入的数" in each for each in department(review, "市财政局").remarks)


def test_the_files_of_one_department_are_audited_together(tmp_path: Path) -> None:
    """Explanation and tables, in a folder, in all formats that we publish: one publication."""
    made = Bureau(tmp_path)
    report = jt.build_report(jt.load_accounts("examples/lusong-2018.yaml"))
    unit = report.accounts.unit
    made.listed([unit])
    jt.publish(report, made.sent)

    review = made.judge()

    found = department(review, unit)
    used = Counter(each.used for each in found.files)
    assert (used["审核"], used["审核（公开表）"], used["没有审核"]) == (1, 1, 0)
    alone = jt.audit(next(made.sent.rglob("*.docx")), tables=next(made.sent.rglob("*.xlsx")))
    shown = {str(each) for each in alone if each.severity is not jt.Severity.UNASSESSABLE}
    assert {str(each) for each in found.findings} == shown
    assert found.claims.proved > 0
    assert not found.remarks


def test_another_year_does_not_count(bureau: Bureau) -> None:
    """The year is that of most documents, or the one that was asked for."""
    bureau.put("市水务局2024年度部门决算.txt", explanation("市水务局", year=2023))

    review = bureau.judge()
    other = bureau.judge(year=2023)

    assert review.year == 2024
    assert department(review, "市水务局").state is State.MISSING
    assert "是2023年度的" in "".join(department(review, "市水务局").remarks)
    assert department(other, "市水务局").state is State.PUBLISHED
    assert other.counts["未报"] == len(UNITS) - 1


def test_a_budget_in_the_folder_does_not_count(bureau: Bureau) -> None:
    """However complete it is: it is named, and not audited."""
    text = explanation("市水务局", share=FALSE_SHARE).replace("决算", "预算")
    bureau.put("市水务局2024年部门预算.txt", text)

    found = department(bureau.judge(), "市水务局")

    assert not found.findings
    assert [each.used for each in found.files] == ["审核", "没有审核"]
    assert "是预算，不是决算" in "".join(found.remarks)


def test_last_year_is_compared_and_large_changes_are_listed(bureau: Bureau) -> None:
    """What the prior publication printed is this year's last year."""
    prior = bureau.top / "上年"
    prior.mkdir()
    text = explanation("市水务局", year=2023).replace("520.40", "300.00")
    (prior / "市水务局2023年度部门决算.txt").write_text(text, encoding="utf-8")

    review = bureau.judge(prior=prior)

    figure = "income_expenditure_summary.income_total.amount"
    assert str(department(review, "市水务局").last[figure]) == "300.00万元"
    assert str(department(review, "市教育局").last[figure]) == "480.00万元"
    assert {each.unit for each in review.changed} == {"市水务局"}
    assert str(review.changed[0].rate) == "73.47"
    assert (
        "（1家，没有市文化局、市教育局、市财政局、市财政局机关服务中心、市档案馆5家的）"
        in review.basis[0]
    )


def test_what_was_approved_is_compared_to_the_cent_within_what_is_printed(bureau: Bureau) -> None:
    """Half of the last printed digit is no difference; a 分 more is."""
    heads = ["部门名称", "收入总计（元）", "“三公”经费（元）"]
    rows: list[list[Any]] = [["市水务局", "5204050.00", None], ["市教育局", "5204050.01", None]]
    rows += [["市文化局", 5204000, "1.00"], ["合计", 1, 1]]
    save(bureau.top / "批复数.xlsx", [["批复数"], heads, *rows])

    review = bureau.judge(approved=bureau.top / "批复数.xlsx")

    assert not department(review, "市水务局").findings
    (wrong,) = department(review, "市教育局").findings
    assert wrong.rule == "totals-approved"
    assert wrong.difference == "50.01元"
    assert "至少相差0.01元" in wrong.message
    (unread,) = department(review, "市文化局").findings
    assert unread.severity is jt.Severity.UNASSESSABLE


def test_reasons_that_more_than_three_departments_share_are_listed(bureau: Bureau) -> None:
    """Three may be chance; blanks between the words do not hide a copy."""
    common, rare = "本年新增两个一次性建设项目", "本年有三名人员退休"
    for number, unit in enumerate(UNITS):
        reason = common if number < 4 else rare
        told = explanation(unit, more=f"\n支出增加，主要原因是{reason}。\n")
        bureau.put(f"{unit}2024年度部门决算.txt", told)

    review = bureau.judge()

    assert [(each.text, each.units) for each in review.copied] == [(common, UNITS[:4])]


def test_the_workbooks_are_valid_and_name_everybody(bureau: Bureau) -> None:
    """Seven sheets; the amounts are numbers in 万元 as printed, blank where nothing was read."""
    said = explanation(
        "市水务局", more="\n2024年度机关运行经费支出12.30万元，比上年减少1.10万元。\n"
    )
    bureau.put("市水务局2024年度部门决算.txt", said.replace("三、支出", "二、支出"))
    bureau.review()

    book = load_workbook(bureau.out / "审核汇总表.xlsx")

    assert book.sheetnames == [
        "汇总", "审核结果", "文件清单", "重大变动", "雷同原因", "三公经费", "运行经费和采购",
    ]  # fmt: skip
    for name in ("审核汇总表.xlsx", "整改台账.xlsx"):
        assert not excel_lint.lint((bureau.out / name).read_bytes())
    costs: Any = book["运行经费和采购"]
    rows = {row[0]: row[1:4] for row in costs.iter_rows(values_only=True)}
    assert rows["市水务局"] == (12.3, 13.4, -1.1)
    assert rows["市教育局"] == (None, None, None)
    assert rows["合计"] == (12.3, 13.4, -1.1)
    words = "".join(f"{cell}" for row in costs.iter_rows(values_only=True) for cell in row)
    assert "机关运行经费没有读到本年5家、上年5家；政府采购支出没有读到本年6家" in words
    record = json.loads((bureau.out / "审核汇总表.json").read_text(encoding="utf-8"))
    assert record["schema"] == "juesuan-review/1"
    assert {each["unit"] for each in record["departments"]} == {*UNITS}


def test_a_damaged_round_before_is_refused_before_anything_is_written(bureau: Bureau) -> None:
    """History is not begun anew in silence."""
    bureau.review()
    record = bureau.out / "审核汇总表.json"
    before = (bureau.out / "审核汇总表.xlsx").read_bytes()
    record.write_text("{}", encoding="utf-8")

    with pytest.raises(jt.InputError, match="不是上一轮的审核结果"):
        bureau.review()

    assert (bureau.out / "审核汇总表.xlsx").read_bytes() == before


def test_a_new_roster_has_every_heading_and_is_understood_when_filled_in(tmp_path: Path) -> None:
    """Empty it says what is missing; there already it is not overwritten."""
    path = tmp_path / "名单.xlsx"
    reviewing.new_roster(path, DAY)

    with pytest.raises(jt.OutputError, match="已经有这个文件"):
        reviewing.new_roster(path, DAY)
    with pytest.raises(jt.InputError, match="名单是空的"):
        _entries(path)
    book = load_workbook(path)
    sheet: Any = book.active
    sheet.append(["市文化局", "部门", date(2025, 9, 1), "2025年9月3日", None, None, None])
    book.save(path)
    (entry,) = _entries(path)
    assert (entry.unit, entry.approval_date, entry.publication_date) == (
        "市文化局", date(2025, 9, 1), date(2025, 9, 3),
    )  # fmt: skip


def _entries(path: Path) -> Any:  # noqa: ANN401 entries
    from juesuan_tables.inputs.roster import read_roster  # noqa: PLC0415

    return read_roster(path)


def test_an_explanation_and_its_tables_under_names_that_say_nothing(tmp_path: Path) -> None:
    """The folder says whose they are; the title in the workbook's properties is no trace."""
    made = Bureau(tmp_path)
    report = jt.build_report(jt.load_accounts("examples/lusong-2018.yaml"))
    unit = report.accounts.unit
    made.listed([unit, "市文化局"])
    made.put("一/说明.txt", jt.text(report))
    made.put("一/表.xlsx", jt.workbook(report))

    found = department(made.judge(), unit)

    assert [each.used for each in found.files] == ["审核（公开表）", "审核"]
    rules = {each.rule for each in found.findings}
    assert rules == {"text-project-funds", "wording-reason-repeated"}


def test_names_of_files_cannot_do_anything_but_be_named(tmp_path: Path) -> None:
    """Formulas, line breaks, bytes that are no text, names as long as the system takes."""
    made = Bureau(tmp_path)
    made.listed(["市文化局", "../../市教育局", "+市水务局"])
    for name in ("=cmd()市文化局.txt", "市\n教育局\t.txt", "长" * 80 + ".txt", "<b>&.txt"):
        made.put(name, explanation("不在名单局", share=FALSE_SHARE))
    odd = os.fsencode(made.sent) + b"/\xff\xfe.txt"
    Path(os.fsdecode(odd)).write_text(explanation("+市水务局", share=FALSE_SHARE), encoding="utf-8")

    review = made.review()

    assert [each.path for each in review.strays] == ["<b>&.txt", "长" * 80 + ".txt"]
    assert department(review, "+市水务局").count(jt.Severity.ERROR) == 1
    lists = [path.name for path in (made.out / "问题清单").iterdir()]
    assert sorted(lists) == [
        "+市水务局问题清单.docx",
        "市文化局问题清单.docx",
        "／..／市教育局问题清单.docx",
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"名单.xlsx", "报送", "结果"}
    assert not excel_lint.lint((made.out / "审核汇总表.xlsx").read_bytes())
    record = json.loads((made.out / "审核汇总表.json").read_text(encoding="utf-8"))
    paths = [file["path"] for each in record["departments"] for file in each["documents"]]
    assert {"=cmd()市文化局.txt", "市\\u000a教育局\\u0009.txt", "\\udcff\\udcfe.txt"} == {*paths}
    assert made.review().round == 1


def test_the_same_publication_in_two_formats_is_audited_once(tmp_path: Path) -> None:
    """Other words with the same numbers are another format; one number more is another document."""
    made = Bureau(tmp_path)
    made.listed(["市文化局", "市教育局"])
    for unit, share in (("市文化局", TRUE_SHARE), ("市教育局", FALSE_SHARE)):
        made.put(f"{unit}/{unit}.md", explanation(unit))
        made.put(f"{unit}/{unit}.txt", explanation(unit, share=share).replace("其中：", "其中"))

    review = made.judge()

    assert [each.used for each in department(review, "市文化局").files] == ["审核", "数相同"]
    assert "内容不同" not in "".join(department(review, "市文化局").remarks)
    assert [each.used for each in department(review, "市教育局").files] == ["审核", "没有审核"]
    assert "2份内容不同" in "".join(department(review, "市教育局").remarks)
