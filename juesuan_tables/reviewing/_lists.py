"""Review → the sheets of 审核汇总表 and 整改台账."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity
from juesuan_tables.reviewing._history import NUMBER, TYPED
from juesuan_tables.reviewing._ledger import Status, counted, place_of, told
from juesuan_tables.reviewing._results import DIMENSIONS, OTHER, State, Timeliness, dimension_of
from juesuan_tables.reviewing._rules import BY_ID
from juesuan_tables.writers.lists import ListColumn, Listing, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.reading.sheet import Value as Typed
    from juesuan_tables.reviewing._results import Department, Review
    from juesuan_tables.writers.lists import Value

_STATES = {
    State.MISSING: Tone.BAD,
    State.UNREAD: Tone.DOUBTFUL,
    State.PUBLISHED: Tone.GOOD,
}
_TIMES = {Timeliness.LATE: Tone.BAD, Timeliness.EARLY: Tone.BAD, Timeliness.IN_TIME: Tone.GOOD}
_SEVERITIES = {Severity.ERROR.chinese: Tone.BAD, Severity.ADVISORY.chinese: Tone.DOUBTFUL}
_STATUSES = {
    Status.OPEN: Tone.BAD,
    Status.NEW: Tone.DOUBTFUL,
    Status.DONE: Tone.GOOD,
}
_RULE = {each.value: tone for each, tone in _STATES.items()}


def title_of(review: Review, what: str) -> str:
    """Return the title of a list, with the year of the accounts."""
    return f"{review.year}年度部门决算公开{what}" if review.year else f"部门决算公开{what}"


def summary(review: Review) -> Listing:
    """Return 汇总: a row a department, the worst first."""
    kinds = [*DIMENSIONS, OTHER]
    if not any(dimension_of(f) == OTHER for d in review.departments for f in d.findings):
        kinds.remove(OTHER)
    columns = (
        ListColumn("序号", 5),
        ListColumn("部门（单位）", 26),
        ListColumn("公开主体", 9),
        ListColumn("状态", 9, _RULE),
        ListColumn("批复日期", 11),
        ListColumn("公开日期", 11),
        ListColumn("及时性", 9, {each.value: tone for each, tone in _TIMES.items()}),
        ListColumn("错误", 6),
        ListColumn("提示", 6),
        ListColumn("无法核对", 6),
        *(ListColumn(f"{kind}\n错误", 7) for kind in kinds),
        ListColumn("说明", 50),
    )
    rows = tuple(_row(n, each, kinds) for n, each in enumerate(review.worst_first, start=1))
    sums = tuple(review.total(each) for each in Severity)
    by_kind = tuple(sum(d.count(Severity.ERROR, k) for d in review.departments) for k in kinds)
    total = (None, "合计", "", "", None, None, "", *sums, *by_kind, "")
    return Listing("汇总", title_of(review, "审核汇总表"), columns, rows, _lines(review), total)


def _lines(review: Review) -> tuple[str, ...]:
    counts = "，".join(f"{name}{number}家" for name, number in review.counts.items())
    strays = f"；另有{len(review.strays)}个文件没有归属，见“文件清单”" if review.strays else ""
    return (
        f"审核日期：{review.day}　第{review.round}轮　{counts}{strays}。",
        *review.basis,
        "已报含无法核对的；逾期指公开日期在批复后二十日以外；错误是照印出来的数不可能成立的，提示请人工核实。",
    )


def _row(number: int, each: Department, kinds: Sequence[str]) -> tuple[Value, ...]:
    entry = each.entry
    return (
        number,
        each.title,
        entry.entity.value if entry.entity else "",
        each.state.value,
        entry.approval_date,
        each.published,
        each.timeliness.value,
        *(each.count(severity) or None for severity in Severity),
        *(each.count(Severity.ERROR, kind) or None for kind in kinds),
        "；".join(each.remarks),
    )


def findings(review: Review) -> Listing:
    """Return 审核结果: every finding of every department."""
    columns = (
        ListColumn("序号", 5),
        ListColumn("部门（单位）", 22),
        ListColumn("程度", 7, _SEVERITIES),
        ListColumn("方面", 9),
        ListColumn("位置", 28),
        ListColumn("原文", 36),
        ListColumn("印的", 14),
        ListColumn("应为", 16),
        ListColumn("相差", 12),
        ListColumn("审核意见", 60),
        ListColumn("依据", 34),
    )
    rows = [row for each in review.worst_first for row in _findings(each)]
    numbered = tuple((n, *row) for n, row in enumerate(rows, start=1))
    return Listing("审核结果", title_of(review, "审核结果"), columns, numbered)


def _findings(each: Department) -> Iterator[tuple[Value, ...]]:
    for finding in each.findings:
        rule = BY_ID.get(finding.rule)
        yield (
            each.title,
            finding.severity.chinese,
            dimension_of(finding),
            place_of(finding),
            finding.snippet or "",
            finding.printed or "",
            finding.expected or "",
            finding.difference or "",
            told(finding),
            f"{rule.name}（{rule.source}）[{rule.id}]" if rule else finding.rule,
        )


def files(review: Review) -> Listing:
    """Return 文件清单: every file, whose it is and what it was used for."""
    columns = (
        ListColumn("文件", 60),
        ListColumn("部门（单位）", 26, {"没有归属": Tone.DOUBTFUL, "没有看": Tone.HEAD}),
        ListColumn("用途", 16, {"无法核对": Tone.BAD, "没有审核": Tone.DOUBTFUL}),
        ListColumn("说明", 70),
    )
    rows = [
        (each.path, one.title, each.used, each.note.strip("；"))
        for one in review.departments
        for each in one.files
    ]
    rows += [(each.path, "没有归属", "没有审核", each.why) for each in review.strays]
    rows += [(each.path, "没有看", "没有审核", each.why) for each in review.passed]
    return Listing("文件清单", title_of(review, "文件清单"), columns, tuple(rows))


def changes(review: Review) -> Listing:
    """Return 重大变动: figures that changed by more than the limit."""
    columns = (
        ListColumn("部门（单位）", 26),
        ListColumn("指标", 52),
        ListColumn("本年（万元）", 15),
        ListColumn("上年（万元）", 15),
        ListColumn("增减（万元）", 15),
        ListColumn("变动（%）", 12),
        ListColumn("说明", 16),
    )
    rows = tuple(
        (e.unit, e.figure, e.now, e.before, e.difference, e.rate, "" if e.rate else "上年没有")
        for e in review.changed
    )
    limit = "没有设变动幅度，不列" if review.limit is None else f"变动超过{review.limit}%的"
    source = "上年数：给了上年决算的取上年公开的数，没有的取本年说明里的说法。限额见 --rules 的“变动幅度（%）”。"
    return Listing("重大变动", title_of(review, f"重大变动（{limit}）"), columns, rows, (source,))


def copied(review: Review) -> Listing:
    """Return 雷同原因: reasons that several departments give word for word."""
    columns = (ListColumn("原因（原文）", 80), ListColumn("部门数", 8), ListColumn("部门", 70))
    rows = tuple((each.text, len(each.units), "、".join(each.units)) for each in review.copied)
    more = "不查" if review.shared is None else f"超过{review.shared}个部门用了同一段话的"
    return Listing("雷同原因", title_of(review, f"雷同原因（{more}）"), columns, rows)


def rectification(review: Review, typed: Mapping[int, Sequence[Typed]]) -> Listing:
    """Return 整改台账: what is open first, with the cells that officers filled in."""
    columns = (
        ListColumn(NUMBER, 7),
        ListColumn("部门（单位）", 22),
        ListColumn("状态", 9, {each.value: tone for each, tone in _STATUSES.items()}),
        ListColumn("程度", 7, _SEVERITIES),
        ListColumn("方面", 9),
        ListColumn("位置", 26),
        ListColumn("原文", 32),
        ListColumn("审核意见", 52),
        ListColumn("首次发现", 9),
        ListColumn("改正", 9),
        *(ListColumn(title, width) for title, width in zip(TYPED, (24, 10, 12, 18), strict=True)),
    )
    order = (Status.OPEN, Status.NEW, Status.UNKNOWN, Status.DONE)
    items = sorted(review.ledger, key=lambda e: (order.index(e.status), e.number))
    rows = tuple(
        (
            e.number,
            e.unit,
            e.status.value,
            e.severity.chinese,
            e.dimension,
            e.place,
            e.words,
            e.message,
            f"第{e.first}轮",
            f"第{e.done}轮" if e.done and e.status is Status.DONE else "",
            *(_value(cell) for cell in typed.get(e.number, [None] * len(TYPED))),
        )
        for e in items
    )
    counts = "，".join(f"{status}{number}条" for status, number in counted(review.ledger))
    lines = (
        f"审核日期：{review.day}　第{review.round}轮　{counts}。",
        "请在整改结果、整改人、整改日期、备注四栏里填写，不要改编号；再审核一次时这四栏照原样保留。",
        "已改：本轮没有再发现；未核实：本轮没有读得出的文件，不知道改了没有；新增含曾经改过又出现的。",
    )
    return Listing("整改台账", title_of(review, "整改台账"), columns, rows, lines)


def _value(cell: Typed) -> Value:
    """Return what an officer typed as a list writes it."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return cell
