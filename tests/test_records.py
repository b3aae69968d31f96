"""The rows of a ledger add up to facts, whoever hands them over, and wrong rows are told."""

from __future__ import annotations

import csv
import math
import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import ledger_rows
import pytest
from golden_files import golden
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_rows import SHAPES, Drawn, Row, as_csv, ledgers

import juesuan_tables as jt
from juesuan_tables.inputs import records
from juesuan_tables.inputs.records import records_csv

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

GENERAL = "一般公共预算财政拨款"
GOOD: Row = {
    "功能科目": "2010301",
    "经济科目": "30101",
    "资金性质": GENERAL,
    "支出性质": "基本支出",
    "金额": "1234.56",
}
few = settings(max_examples=max(settings().max_examples * 6 // 10, 1))


@pytest.fixture(scope="module")
def base() -> Iterator[sqlite3.Connection]:
    """Return a database for one ledger at a time."""
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that every example writes anew."""
    return tmp_path_factory.mktemp("ledger") / "明细.csv"


def _facts(fields: Mapping[str, Any]) -> dict[str, dict[Any, tuple[Decimal, str]]]:
    """Return amounts and sources by what the facts are about."""
    return {
        "spent": {
            (fact.subject, fact.nature.value, fact.fund.value): (fact.amount, fact.source)
            for fact in fields["expenditure"]
        },
        "items": {
            fact.economic_subject: (fact.amount, fact.source)
            for fact in fields["economic_expenditure"]
        },
    }


def _expected(drawn: Drawn, name: str, above: int = 0) -> dict[str, Any]:
    """Return the same as the rows were drawn; ``above`` are the lines above the first row."""

    def stated(sums: Mapping[Any, ledger_rows.Sum]) -> dict[Any, tuple[Decimal, str]]:
        return {
            key: (
                Decimal(each.cents).scaleb(-2),
                f"{name} 第{each.first + above}行" + f"等共{each.count}行" * (each.count > 1),
            )
            for key, each in sums.items()
        }

    return {"spent": stated(drawn.spent), "items": stated(drawn.items)}


def _added(rows: Iterable[Any]) -> jt.Accounts:
    return jt.Accounts(unit="某局", entity="部门", year=2025, **jt.from_records(rows))


def _problems(rows: Iterable[Any]) -> list[str]:
    """Return what is said of rows that are wrong."""
    with pytest.raises(jt.InputError) as caught:
        _added(rows)
    return [str(problem) for problem in caught.value.problems]


@given(drawn=ledgers(), shape=st.sampled_from(sorted(SHAPES)))
def test_rows_add_up_whoever_hands_them_over(
    base: sqlite3.Connection, drawn: Drawn, shape: str
) -> None:
    """Amounts, however spelled, add up by subject, nature and fund; sources say first row and count."""
    accounts = _added(SHAPES[shape](drawn, base))

    assert _facts(dict(accounts)) == _expected(drawn, "明细")


@few
@given(
    drawn=ledgers(),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030")),
    delimiter=st.sampled_from(",;\t"),
    titles=st.sampled_from(("", "某局支出明细账\n", "某局支出明细账,,\n\n金额,单位：元\n", "\n")),
)
def test_rows_of_a_file_add_up_however_it_was_saved(
    file: Path, drawn: Drawn, encoding: str, delimiter: str, titles: str
) -> None:
    """Encoding, delimiter and lines of titles make no difference but to the numbers of the lines."""
    text = titles.replace(",", delimiter) + as_csv(drawn, delimiter)
    file.write_bytes(text.encode(encoding))

    draft = records_csv(file)

    assert _facts(draft.fields) == _expected(drawn, "明细.csv", titles.count("\n") + 1)


@given(amounts=st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8), order=st.randoms())
def test_splitting_and_shuffling_rows_changes_no_amount(
    amounts: list[int], order: random.Random
) -> None:
    """One row says as much as the many that it was split into, in any order."""
    parts = [GOOD | {"金额": Decimal(cents).scaleb(-2)} for cents in amounts]
    order.shuffle(parts)

    whole = _added([GOOD | {"金额": Decimal(sum(amounts)).scaleb(-2)}])

    assert [f.amount for f in _added(parts).expenditure] == [f.amount for f in whole.expenditure]


def test_a_frame_of_pandas_adds_up() -> None:
    """Codes that became floats in a column with gaps, and signs of nothing, are understood."""
    pandas = pytest.importorskip("pandas")
    rows = [GOOD, GOOD | {"支出性质": "项目支出", "经济科目": None}] * 3
    frame = pandas.DataFrame(rows)
    frame["金额"] = frame["金额"].astype(float)
    frame["功能科目"] = frame["功能科目"].astype(int)
    frame["经济科目"] = frame["经济科目"].astype(float)

    accounts = _added(frame)

    assert [fact.amount for fact in accounts.expenditure] == [Decimal("3703.68")] * 2
    assert [fact.economic_subject for fact in accounts.economic_expenditure] == ["30101"]


def test_a_frame_is_read_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row is read once, whatever the pieces, and keeps its number."""
    monkeypatch.setattr(records, "_PIECE", 2)
    rows = [[*(GOOD | {"金额": amount}).values()] for amount in range(1, 6)]

    (fact,) = _added(ledger_rows.PandasLike([*GOOD], rows)).expenditure

    assert (fact.amount, fact.source) == (Decimal(15), "明细 第1行等共5行")


def test_a_frame_of_polars_adds_up() -> None:
    """Its decimals are exact, and None is nothing."""
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame([GOOD, GOOD | {"金额": "0.44"}])

    accounts = _added(frame.with_columns(polars.col("金额").cast(polars.Decimal(18, 2))))

    assert [fact.amount for fact in accounts.expenditure] == [Decimal("1235.00")]


class _Numpy(float):
    """A float that prints as numpy's do."""

    def __repr__(self) -> str:
        """Return what numpy returns."""
        return f"np.float64({float(self)})"


@pytest.mark.parametrize(
    "amount",
    [1234.56, 1234.5600000009, _Numpy(1234.56), "1,234.56", "１２３４.５６", "￥1234.56 元"],
)
def test_an_amount_may_be_spelled_in_many_ways(amount: object) -> None:
    """What lies within 10⁻⁶ of two decimals is one, as spreadsheets compute."""
    (fact,) = _added([GOOD | {"金额": amount}]).expenditure

    assert fact.amount == Decimal("1234.56")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal("1234.561"), "填的是“1234.561”"),
        (Decimal("1234.5600001"), "填的是“1234.5600001”"),
        (1234.56001, "填的是“1234.56001”"),
        ("1234.561", "填的是“1234.561”"),
        (True, "填的是“True”"),
        (math.nan, "没有填写"),
        (math.inf, "填的是“inf”"),
        (Decimal("NaN"), "没有填写"),
        (None, "没有填写"),
        ("", "没有填写"),
        ("—", "填的是“—”"),
        ("一百", "填的是“一百”"),
        ("12,34.5", "填的是“12,34.5”"),
        ("1e400", "填的是“1e400”"),
        (10**13, "填的是“10000000000000”"),
        ([1], "填的是“[1]”"),
    ],
)
def test_what_is_no_amount_is_told_with_row_and_heading(amount: object, shown: str) -> None:
    """Exact numbers with more decimals, yes and no, and nothing are no amounts."""
    (problem,) = _problems([GOOD, GOOD | {"金额": amount}])

    assert problem.startswith(f"错误 明细 第2行：“金额”{shown}，应为以元为单位、至多两位小数的数")


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("功能科目", "2010", "填的是“2010”，应为3、5或7位的功能分类科目编码"),
        ("功能科目", None, "没有填写，应为3、5或7位"),
        ("功能科目", "10301", "填的是“10301”，1开头的是收入分类科目"),
        ("功能科目", "行政运行", "填的是“行政运行”，应为3、5或7位"),
        ("功能科目", ["2010301"], "填的是“['2010301']”，应为3、5或7位"),
        ("经济科目", "50101", "填的是“50101”，5开头的是政府预算支出经济分类"),
        ("资金性质", "财政拨款", "填的是“财政拨款”，应为：一般公共预算财政拨款、政府性基金"),
        ("支出性质", "基本", "填的是“基本”，是否应为“基本支出”，可填：基本支出、项目支出"),
        ("支出性质", math.nan, "没有填写，应为：基本支出、项目支出"),
        ("支出性质", "None", "没有填写，应为：基本支出、项目支出"),
    ],
)
def test_what_is_no_code_or_term_is_told_once_for_all_its_rows(
    field: str, typed: object, says: str
) -> None:
    """The message names the first row, how many there are, the heading, and what was expected."""
    wrong = GOOD | {field: typed}

    (problem,) = _problems([GOOD, wrong, GOOD, wrong | {"金额": 1}, wrong])

    assert problem.startswith(f"错误 明细 第2行等共3行：“{field}”{says}")


def test_every_wrong_row_is_told_in_the_order_of_the_rows() -> None:
    """Of however many kinds the faults are; the good rows do not hide them."""
    wrong = [GOOD | {"金额": "x"}, GOOD | {"功能科目": "1", "支出性质": ""}, GOOD | {"金额": "y"}]

    problems = _problems([GOOD, *wrong, GOOD])

    rows = [problem.split("：")[0] for problem in problems]
    assert rows == ["错误 明细 第2行", "错误 明细 第3行", "错误 明细 第3行", "错误 明细 第4行"]


def test_a_thousand_faults_are_listed_and_the_rest_counted() -> None:
    """Nobody reads more, and a million of them would fill the memory."""
    problems = _problems(GOOD | {"金额": f"{number}元整"} for number in range(1234))

    assert len(problems) == 1001
    assert problems[-1] == "错误 明细：另有234处没有列出。请先修改以上各处。"


def test_too_many_combinations_are_no_ledger_of_one_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays within bounds; the message names the row."""
    monkeypatch.setattr("juesuan_tables.inputs._ledger.MOST_GROUPS", 3)
    rows = [GOOD | {"功能科目": f"20103{number:02}"} for number in range(1, 5)]

    assert _added(rows[:3] * 2).expenditure
    (problem,) = _problems(rows)
    assert problem.startswith("错误 明细 第4行：不同的科目、资金性质、支出性质和名称超过3种")


@pytest.mark.parametrize(
    "total",
    [
        {"功能科目": "合计"},
        {"功能科目": "合 计："},
        {"功能科目": "2010301 小计"},
        {"功能科目": "", "科目名称": "总　计"},
        {"摘要": "本月合计"},
        {"摘要": "本年累计"},
        {"凭证": ["一", "二"], "摘要": "承前页"},
    ],
)
def test_a_row_of_totals_is_never_counted_twice(total: Row) -> None:
    """In whichever column it says so, it is refused: we cannot tell what it adds up."""
    good = dict.fromkeys(total, "") | GOOD
    rows = [good, good | total, good, good | total]

    (problem,) = _problems(rows)

    assert problem.startswith("错误 明细 第2行等共2行：填的是“")
    assert problem.endswith("合计行会重复计算，应只有各笔明细。请删去这样的行。")


def test_an_amount_without_codes_is_no_empty_row() -> None:
    """It may be a total that does not say so; each code that it lacks is told."""
    problems = _problems([GOOD, dict.fromkeys(GOOD, "") | {"金额": 5}])

    assert [problem.split("：")[0] for problem in problems] == ["错误 明细 第2行"] * 3


def test_cells_that_no_heading_stands_above_are_told_row_by_row() -> None:
    """An amount whose comma split it would else be read as another; trailing commas do no harm."""
    text = as_csv(Drawn([*GOOD], [[*GOOD.values()]], {}, {})).splitlines()
    lines = [text[0], text[1] + ",", *[text[1] + ",56"] * 2, text[1]]

    problems = _problems(csv.DictReader(lines))

    assert [problem.split("。")[0] for problem in problems] == [
        "错误 明细 第2行：格数多于栏名，多出“56”",
        "错误 明细 第3行：格数多于栏名，多出“56”",
    ]


def test_an_economic_subject_is_needed_of_all_basic_spending_or_of_none() -> None:
    """Else 基本支出决算明细表 would be less than 基本支出."""
    bare = GOOD | {"经济科目": ""}

    (problem,) = _problems([GOOD, bare, GOOD, bare, bare | {"支出性质": "项目支出"}])

    assert _added([bare]).economic_expenditure == ()
    assert problem.startswith("错误 明细 第2行等共2行：没有填写经济科目，而别的")


def test_names_come_from_their_column_or_from_behind_the_code() -> None:
    """Names on which the rows do not agree are left to the catalogue."""
    rows = [
        GOOD
        | {"功能科目": "2010301-运行", "功能科目名称": "行政运行", "经济科目": "[30101]基本工资"},
        GOOD | {"功能科目": "2010302 一般行政管理事务", "功能科目名称": "", "经济科目": "30102"},
        GOOD | {"功能科目": "2010399", "功能科目名称": "甲", "经济科目": "30102"},
        GOOD | {"功能科目": "2010399-乙", "功能科目名称": None, "经济科目": "30102"},
        GOOD | {"功能科目": "2010350", "功能科目名称": "事业\u202e运行", "经济科目": "30102"},
        GOOD | {"功能科目": "2010303", "功能科目名称": "长" * 201, "经济科目": "30102"},
    ]

    names = jt.from_records(rows)["names"]

    assert names == {
        "2010301": "行政运行",
        "30101": "基本工资",
        "2010302": "一般行政管理事务",
    }


def test_the_official_heading_goes_before_others_that_mean_the_same() -> None:
    """A ledger may have 功能科目 beside 预算科目; two of one kind are refused."""
    (fact,) = _added([GOOD | {"预算科目": "无关", "支出金额": "无关"}]).expenditure
    renamed = {"支出功能分类" if key == "功能科目" else key: each for key, each in GOOD.items()}

    (problem,) = _problems([renamed | {"功能分类": "2010301"}])

    assert fact.subject == "2010301"
    assert problem.startswith("错误 明细 第1行：“支出功能分类”和“功能分类”是同一项，应只有一栏")


def test_missing_columns_are_named_with_those_that_are_there() -> None:
    """Once, not for every row."""
    (problem,) = _problems([{"科目": "2010301", "金额": 1}] * 3)

    assert problem.startswith(
        "错误 明细 第1行：没有“功能科目”“资金性质”“支出性质”栏，有的是：科目、金额。请加上"
    )


def test_records_may_leave_out_what_they_do_not_know() -> None:
    """Each record has its own keys, in any order."""
    short = {key: GOOD[key] for key in ("金额", "支出性质", "资金性质", "功能科目")}

    accounts = _added([GOOD | {"支出性质": "项目支出"}, short | {"支出性质": "项目支出"}])

    assert [fact.source for fact in accounts.expenditure] == ["明细 第1行等共2行"]


def test_rows_without_names_are_no_records() -> None:
    """They cannot be told apart; the message says what is needed."""
    for rows in ([("2010301", 1)], [GOOD, ("2010301", 1)], ["2010301"]):
        (problem,) = _problems(rows)
        assert "不是带名称的记录，应为“名称: 内容”" in problem


def test_nothing_at_all_is_no_ledger() -> None:
    """An empty query is a mistake that should not print empty tables."""
    assert _problems([]) == ["错误 明细：没有一行明细。请检查是否选对了文件。"]
    assert _problems([dict.fromkeys(GOOD, "")]) == _problems([])


def test_a_sum_beyond_all_amounts_is_told() -> None:
    """The model holds fifteen digits."""
    (problem,) = _problems([GOOD | {"金额": "9999999999999.99"}] * 2)

    assert problem.startswith("错误 明细 第1行等共2行：合计超过15位数字")


def test_what_rows_cannot_tell_is_given_beside_them() -> None:
    """What comes of the rows are fields of ``Accounts``, to be given with the others."""
    income = [{"subject": "2010301", "kind": "一般公共预算财政拨款收入", "amount": "1234.56"}]

    spent = jt.from_records([GOOD], name="支付令")
    accounts = jt.Accounts(
        unit="某局", entity="单位", year=2025, edition="mof-2022", income=income, **spent
    )

    assert accounts.income[0].amount == Decimal("1234.56")
    assert accounts.expenditure[0].source == "支付令 第1行"
    assert jt.build_report(accounts).figures["expenditure.total.total"].amount == Decimal("1234.56")


# --- the file -------------------------------------------------------------------------------


def test_a_file_says_what_is_still_to_be_filled_in(file: Path) -> None:
    """A ledger of spending tells nothing else; 基本支出明细 is asked for where there is 基本支出."""
    file.write_text(
        f"功能科目,资金性质,支出性质,金额\n2010301,{GENERAL},基本支出,1\n", encoding="utf-8"
    )

    draft = records_csv(str(file))
    gaps = [str(gap) for gap in draft.gaps]

    assert [gap.split("“")[1].split("”")[0] for gap in gaps] == [
        "单位名称",
        "公开主体",
        "年度",
        "收入",
        "结转结余",
        "基本支出明细",
    ]
    assert {gap.where for gap in draft.gaps} == {"明细.csv"}
    with pytest.raises(jt.InputError, match="结转结余"):
        draft.accounts()
    file.write_bytes(file.read_bytes().replace("基本支出".encode(), "项目支出".encode()))
    assert len(records_csv(file).gaps) == len(gaps) - 1


FAULTS: dict[str, str] = {
    "empty": "",
    "blank": ",,\n , ,\n",
    "headings-only": "功能科目,资金性质,支出性质,金额\n",
    "no-headings": f"2010301,{GENERAL},基本支出,1\n",
    "title-only": "某局支出明细账\n\n",
    "amounts-in-wan": "功能科目,资金性质,支出性质,金额（万元）\n2010301,财政拨款,基本支出,1\n",
    "too-many-cells": f"功能科目,资金性质,支出性质,金额\n2010301,{GENERAL},基本支出,1,234.56\n"
    f"2010301,{GENERAL},基本支出,1,,\n2010301,{GENERAL},基本支出,2,000\n",
    "too-few-cells": f"功能科目,资金性质,支出性质,金额\n2010301,{GENERAL}\n",
    "totals": f"科目,功能科目,资金性质,支出性质,金额\n,2010301,{GENERAL},基本支出,1\n合计,,,,1\n",
    "rows": f"功能科目,经济科目,资金性质,支出性质,金额\n2010301,30101,{GENERAL},基本支出,1\n"
    f"2010301,50101,{GENERAL},基本支出,1\n2010301,50101,{GENERAL},基本支出,一百\n"
    f"\n2.01E+06,30101,{GENERAL},基本支出,1\n2010301,30101,社保基金,基本之出,1.005\n"
    f"2010301,,{GENERAL},基本支出,1\n",
    "quote": f'功能科目,资金性质,支出性质,金额\n2010301,"{GENERAL},基本支出,1\n',
}


def test_the_messages_about_ledgers_are_those_that_were_read_aloud(file: Path) -> None:
    """All faults of a file at once, in its order, each with its line and what to do."""
    texts = []
    for name, content in FAULTS.items():
        file.write_text(content, encoding="utf-8")
        with pytest.raises(jt.InputError) as caught:
            records_csv(file)
        texts.append("\n".join([name, *map(str, caught.value.problems)]))

    golden("ledger-faults.txt", "\n\n".join(texts) + "\n")


@few
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read_or_answered(file: Path, content: bytes) -> None:
    """Whatever is in it below the headings, there is a draft or an ``InputError``."""
    file.write_bytes(as_csv(Drawn([*GOOD], [[*GOOD.values()]], {}, {})).encode() + content)

    try:
        draft = records_csv(file)
    except jt.InputError:
        return
    assert draft.fields["expenditure"]


def test_a_file_is_read_row_by_row(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles are looked for in the first lines only, so that a wrong file is answered at once."""
    monkeypatch.setattr(records, "_MOST_TITLES", 2)
    file.write_text(
        f"某局\n\n单位：元\n{as_csv(Drawn([*GOOD], [[*GOOD.values()]], {}, {}))}", encoding="utf-8"
    )

    with pytest.raises(jt.InputError, match="第1行：没有“功能科目”"):
        records_csv(file)
