"""Codes have names for their years; an official list wins; nothing from memory calls anyone wrong."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest
from golden_files import golden
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.cli import main
from juesuan_tables.editions.catalogue import CODE, FOLDER, Entry, Status, shipped_catalogue

SHIPPED = shipped_catalogue()
CODES = sorted({entry.code for entry in (*SHIPPED.entries, *SHIPPED.suggestions)})
YEARS = st.integers(2000, 2100)
ANY_CODE = st.sampled_from(CODES) | st.from_regex(CODE, fullmatch=True)
BOUND = st.none() | YEARS
HEAD = "科目编码,科目名称,起始年度,终止年度\n"


def accounts(year: int, subject: str, **stated: str) -> jt.Accounts:
    """Return a unit that spent something on one subject; ``stated`` are names: c2010301=行政运行."""
    return jt.Accounts(
        unit="某局",
        entity=jt.Entity.DEPARTMENT,
        year=year,
        edition="mof-2018",
        names={code.removeprefix("c"): name for code, name in stated.items()},
        expenditure=(
            jt.Expenditure(
                subject=subject,
                nature=jt.Nature.BASIC,
                fund=jt.Fund.NON_APPROPRIATION,
                amount="1",
            ),
        ),
    )


def said(found: list[jt.Finding], rule: str) -> list[str]:
    """Return the messages of one rule."""
    return [finding.message for finding in found if finding.rule == rule]


# --- what holds for the shipped lists --------------------------------------------------------


@pytest.mark.parametrize("entries", [SHIPPED.entries, SHIPPED.suggestions])
def test_a_code_has_one_name_a_year(entries: tuple[Entry, ...]) -> None:
    """In every year, however far; and every row is sound in itself."""
    for left, right in combinations(sorted(entries, key=lambda entry: entry.code), 2):
        assert left.code != right.code or not left.overlaps(right)
    for entry in entries:
        assert entry.name == entry.name.strip()
        assert all(entry.holds(year) for year in entry.seen)


@given(st.tuples(BOUND, BOUND), st.tuples(BOUND, BOUND), YEARS)
def test_entries_overlap_if_some_year_has_both(
    left: tuple[int | None, int | None], right: tuple[int | None, int | None], year: int
) -> None:
    """What ``overlaps`` says of two rows is what their years say."""
    one, other = (Entry("201", "某", *bounds) for bounds in (left, right))
    years = range(1999, 2102)

    assert one.overlaps(other) == any(one.holds(y) and other.holds(y) for y in years)
    assert not (one.holds(year) and other.holds(year)) or one.overlaps(other)


def test_every_row_has_a_source_and_a_status() -> None:
    """No key is left unexplained, no source unused; what comes from memory says so."""
    used = set()
    for name in ("functional", "economic"):
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            used |= {key for row in csv.DictReader(file) for key in row["sources"].split("|")}
    with (FOLDER / "sources.csv").open(encoding="utf-8", newline="") as file:
        sources = {row["key"]: row["source"] for row in csv.DictReader(file)}

    assert used == sources.keys()
    assert all(entry.source for entry in SHIPPED.entries)
    assert {entry.status for entry in SHIPPED.suggestions} == {Status.RECALLED}
    assert Status.RECALLED not in {entry.status for entry in SHIPPED.entries}


def test_names_of_before_the_reform_of_2018_end_there() -> None:
    """住房公积金 moved from 30311 to 30113; the years between 2018 and 2020 had no 30311."""
    assert all(entry.until_year == 2017 for entry in SHIPPED.entries if entry.status == "旧科目")
    assert SHIPPED.names(2017)["30311"] == "住房公积金"
    assert "30311" not in SHIPPED.names(2018)
    assert SHIPPED.names(2018)["30113"] == "住房公积金"
    assert SHIPPED.names(2020)["30311"] == "代缴社会保险费"


@pytest.mark.parametrize(
    ("code", "before", "after", "year"),
    [
        ("207", "文化体育与传媒支出", "文化旅游体育与传媒支出", 2019),
        ("210", "医疗卫生与计划生育支出", "卫生健康支出", 2019),
        ("215", "资源勘探信息等支出", "资源勘探工业信息等支出", 2020),
        ("220", "国土海洋气象等支出", "自然资源海洋气象等支出", 2019),
    ],
)
def test_a_code_that_was_renamed_has_each_name_in_its_years(
    code: str, before: str, after: str, year: int
) -> None:
    """The year of the accounts decides."""
    assert SHIPPED.names(year - 1)[code] == before
    assert SHIPPED.names(year)[code] == after


@pytest.mark.parametrize("edition", jt.edition_ids())
def test_the_catalogue_and_the_editions_agree_where_it_is_sure(edition: str) -> None:
    """What an edition prints in its first year is not what the catalogue would call different."""
    form = jt.load_edition(edition)
    year = form.from_year
    known = SHIPPED.of(year)

    differing = [
        (code, name, known[code].name)
        for code, name in form.class_names.items()
        if code in known and known[code].verified(year) and known[code].name != name
    ]
    assert differing == []


# --- what a report makes of them -------------------------------------------------------------


@given(YEARS, ANY_CODE.filter(lambda code: code[:3] in jt.load_edition("mof-2018").class_names))
def test_no_code_is_ever_refused_and_none_is_an_error_for_being_unknown(
    year: int, code: str
) -> None:
    """An unknown code is a 提示; only a name that nobody gives is an error."""
    found = jt.check(jt.build_report(accounts(year, code)))

    about = [f for f in found if f.rule in {"code-unknown", "code-name-filled"}]
    assert {finding.severity for finding in about} <= {jt.Severity.ADVISORY}
    unknown = code not in SHIPPED.names(year) and len(code) > 3
    assert bool(said(found, "code-unknown")) == unknown


@given(YEARS, st.sampled_from(CODES))
def test_only_what_several_documents_show_for_the_year_differs_from_a_name(
    year: int, code: str
) -> None:
    """Another name is worth a 提示 only there; memory, samples and single papers prove nothing."""
    edition = jt.load_edition("mof-2018")
    report = jt.build_report(accounts(year, "2010301", **{f"c{code}": "别的名称"}), edition)

    found = said(jt.check(report), "code-name-differs")

    entry = SHIPPED.of(year).get(code)
    printed = code in edition.class_names or code[0] == "3"  # 06 has lines of its own
    sure = entry is not None and entry.verified(year)
    assert bool(found) if sure else not found or printed
    if entry and entry.status is not Status.SEVERAL:
        assert not entry.verified(year)


@given(YEARS, ANY_CODE, st.lists(st.tuples(BOUND, BOUND), min_size=1, max_size=1))
def test_an_official_list_always_wins(
    year: int, code: str, bounds: list[tuple[int | None, int | None]]
) -> None:
    """In its years nothing else counts; in others the shipped list goes on."""
    entry = Entry(code, "官方名称", *bounds[0])
    both = SHIPPED.under(jt.Catalogue((entry,), official="目录.csv"))

    shipped = SHIPPED.names(year).get(code)
    assert both.names(year).get(code) == ("官方名称" if entry.holds(year) else shipped)
    others = {each: name for each, name in SHIPPED.names(year).items() if each != code}
    assert {each: name for each, name in both.names(year).items() if each != code} == others


def test_a_code_fills_in_its_name_and_the_officers_own_goes_first() -> None:
    """The shipped list, over it the official one, over it what the accounts say."""
    official = jt.Catalogue((Entry("2010301", "官方名称"),), official="目录.csv")

    shipped = jt.build_report(accounts(2018, "2010301"))
    given_list = jt.build_report(accounts(2018, "2010301"), catalogue=official)
    stated = jt.build_report(accounts(2018, "2010301", c2010301="自己的名称"), catalogue=official)

    labels = [each.tables["expenditure"].row_labels for each in (shipped, given_list, stated)]
    assert [each["2010301"] for each in labels] == ["行政运行", "官方名称", "自己的名称"]
    assert {each["20103"] for each in labels} == {"政府办公厅（室）及相关机构事务"}
    assert {each["201"] for each in labels} == {"一般公共服务支出"}


def test_the_findings_about_codes_are_those_that_were_read_aloud() -> None:
    """A name that differs, one filled in, a code unknown, with and without an official list."""
    official = jt.Catalogue(
        (Entry("2010301", "行政运行", source="科目目录.csv 第2行"),), official="科目目录.csv"
    )
    cases = {
        "differs": (accounts(2018, "2010301", c2010301="行政开支"), None),
        "differs-official": (accounts(2030, "2010301", c2010301="行政开支"), official),
        "filled": (accounts(2018, "2070104"), None),
        "filled-from-samples": (accounts(2018, "2010101"), None),
        "unknown": (accounts(2018, "2010399"), None),
        "unknown-suggested": (accounts(2018, "2070204"), None),
        "unknown-official": (accounts(2018, "2070204"), official),
        "unknown-to-all": (accounts(2018, "2019898"), None),
    }

    texts = []
    for name, (facts, catalogue) in cases.items():
        found = jt.check(jt.build_report(facts, catalogue=catalogue))
        lines = [str(finding) for finding in found if finding.rule.startswith("code-")]
        texts.append("\n".join([name, *lines]))

    golden("catalogue-findings.txt", "\n\n".join(texts) + "\n")


# --- the official list -----------------------------------------------------------------------

ROWS = HEAD + "2010301,行政运行,2018,\n30201,办公费,,\n"


def _write(folder: Path, content: str | bytes, name: str = "科目目录.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str, ending: str) -> None:
    """With and without BOM, in UTF-8 or as WPS on Windows writes it."""
    path = _write(tmp_path, ROWS.replace("\n", ending).encode(encoding))

    read = jt.load_catalogue(path)

    assert read.names(2018) == {"2010301": "行政运行", "30201": "办公费"}
    assert read.names(2017) == {"30201": "办公费"}
    assert read.official == "科目目录.csv"
    assert [entry.source for entry in read.entries] == ["科目目录.csv 第2行", "科目目录.csv 第3行"]


@pytest.mark.parametrize(
    "content",
    [
        "编码,名称\n2010301,行政运行\n",
        "\n级次,科目编码,备注,科目名称\n项, 2010301 ,某,\u3000行政运行\n,,,\n",
        '"科目编码","科目名称"\n"2010301","行政运行"\n103,非税收入\n50101,工资奖金津补贴\n',
        "科目编码,科目名称,终止年度\n2010301,行政运行\n",
    ],
)
def test_a_list_may_have_other_columns_and_whole_classifications(
    tmp_path: Path, content: str
) -> None:
    """Short headings, blank lines, indents, and the codes of 收入 and 政府经济分类 do no harm."""
    assert jt.load_catalogue(_write(tmp_path, content)).names(2018) == {"2010301": "行政运行"}


FAULTS: dict[str, str | bytes | None] = {
    "missing": None,
    "empty": "",
    "blank": " , \n,\n",
    "headings-only": HEAD,
    "nothing-of-use": HEAD + "50101,工资奖金津补贴,,\n",
    "no-headings": "2010301,行政运行\n30201,办公费\n",
    "no-name-column": "科目编码,说明\n2010301,行政运行\n",
    "heading-twice": "科目编码,科目名称,名称\n2010301,行政运行,行政\n",
    "heading-of-years": "科目编码,科目名称,启用年份\n2010301,行政运行,2018\n",
    "workbook": b"PK\x03\x04\x14\x00",
    "old-workbook": b"\xd0\xcf\x11\xe0\xa1\xb1",
    "utf-16": ROWS.encode("utf-16"),
    "no-text": ROWS.encode() + b"\xff\xff\n",
    "rows": HEAD
    + "2010,行政,,\n,行政,,\n"
    + "2.01E+06,行政运行,,\n"
    + "2010301,,,\n"
    + "2010302,一般\u202e行政,,\n"
    + f"2010303,{'长' * 201},,\n"
    + "2010305,某,18,2018年\n"
    + "2010306,某,2020,2018\n"
    + "2010307,甲,2018,2019\n"
    + "2010307,乙,2019,\n"
    + "2010307,丙,2020,\n"
    + '2010308,"两\n行",,\n'
    + "2010309\n",
    "quote-open": HEAD + '2010301,"行政运行,,\n30201,办公费,,\n',
    "quote-inside": HEAD + '2010301,"行政"运行,,\n',
}


def _fault(name: str, folder: Path) -> list[str]:
    content = FAULTS[name]
    path = folder / "科目目录.csv" if content is None else _write(folder, content)
    with pytest.raises(jt.InputError) as caught:
        jt.load_catalogue(path)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_list_is_answered_with_place_and_expectation(name: str, tmp_path: Path) -> None:
    """Each problem is a printable Chinese line that names the file and says what to do."""
    for line in _fault(name, tmp_path):
        assert line.startswith("错误 科目目录.csv")
        assert line.isprintable()
        assert "请" in line


def test_the_messages_about_lists_are_those_that_were_read_aloud(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """All faults of a file at once, in its order."""
    texts = ["\n".join([name, *_fault(name, tmp_path_factory.mktemp("list"))]) for name in FAULTS]

    golden("catalogue-faults.txt", "\n\n".join(texts) + "\n")


def test_the_list_of_the_how_to_can_be_used(tmp_path: Path) -> None:
    """Copied into a file it gives each year its names."""
    page = Path(__file__).parent.parent / "docs" / "howto" / "code-catalogue.md"
    example = page.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0]

    read = jt.load_catalogue(_write(tmp_path, example))

    assert read.names(2018) == {"2070199": "其他文化支出"}
    assert read.names(2020) == {"2070199": "其他文化和旅游支出", "30311": "代缴社会保险费"}


@pytest.mark.parametrize(
    ("code", "name"), [("2010", "某"), ("50101", "某"), ("201", " "), ("201", "甲\ufdd0")]
)
def test_a_script_cannot_name_what_could_not_be_printed(code: str, name: str) -> None:
    """An entry is checked like a name in the accounts."""
    with pytest.raises(ValueError, match="不是科目编码和名称"):
        Entry(code, name)


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    """It is said to be one."""
    with pytest.raises(jt.InputError, match="这是文件夹，应为一个文件"):
        jt.load_catalogue(tmp_path)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read_or_answered(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    """Whatever is in it, there is a list or an ``InputError``."""
    path = _write(tmp_path_factory.mktemp("any"), HEAD.encode() + content)

    try:
        read = jt.load_catalogue(path)
    except jt.InputError:
        return
    assert read.entries


def test_the_command_takes_a_list(
    example: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its names are printed by build and explain; a faulty list is answered before anything."""
    monkeypatch.chdir(tmp_path)
    text = example.read_text(encoding="utf-8").replace('  "2010301": 行政运行\n', "")
    Path("某局.yaml").write_text(text, encoding="utf-8")
    _write(tmp_path, "科目编码,科目名称\n2010301,官方名称\n")

    assert main(["build", "某局.yaml", "-o", "成果", "--catalogue", "科目目录.csv"]) == 1
    assert "官方名称（项）" in next(Path("成果").rglob("公开/*.txt")).read_text(encoding="utf-8")
    figure = "支出决算表.2010301.合计"
    assert main(["explain", "某局.yaml", figure, "--catalogue", "科目目录.csv"]) == 0
    assert "官方名称" in capsys.readouterr().out
    _write(tmp_path, "")
    assert main(["build", "某局.yaml", "-o", "别处", "--catalogue", "科目目录.csv"]) == 3
    assert "错误 科目目录.csv：文件是空的" in capsys.readouterr().err
    assert not Path("别处").exists()
