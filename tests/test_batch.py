"""Many units: the same files whoever builds them, and one bad input never stops the rest."""

from __future__ import annotations

import json
import multiprocessing
import pickle
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from batches import BROKEN, HARMFUL, QUICK, files_in, states, write_units
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import juesuan_tables as jt
from juesuan_tables.batch import SUMMARY, _work, distinct
from juesuan_tables.batch._folders import Folders
from juesuan_tables.batch._lock import alone_in
from juesuan_tables.batch._wishes import Unpacked
from juesuan_tables.cli import main
from juesuan_tables.files import safe_name

if TYPE_CHECKING:
    from collections.abc import Callable

Capture = pytest.CaptureFixture[str]
MANY = ("甲局", "乙局", "丙局", "丁局", "戊局")


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Return five good inputs and a broken one among them."""
    paths = write_units(tmp_path / "填报", MANY)
    broken = tmp_path / "填报" / "002坏.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    return [*paths, broken]


def _dask(folder: Path, paths: list[Path]) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as here,
        distributed.Client(here) as client,
    ):
        executor = client.get_executor(pure=False, retries=2)
        list(jt.build_many(paths, folder, executor=executor, workers=2, **QUICK))


def _spawned(folder: Path, paths: list[Path]) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        list(jt.build_many(paths, folder, executor=executor, workers=1, **QUICK))


def _threads(folder: Path, paths: list[Path]) -> None:
    with ThreadPoolExecutor(2) as executor:
        list(jt.build_many(reversed(paths), folder, executor=executor, **QUICK))


def _processes(folder: Path, paths: list[Path]) -> None:
    list(jt.build_many(paths, folder, workers=2, **QUICK))


@pytest.mark.parametrize("way", [_processes, _threads, _spawned, _dask])
def test_the_files_are_the_same_whoever_builds_them(
    way: Callable[[Path, list[Path]], None], inputs: list[Path], tmp_path: Path
) -> None:
    """Here, in other processes, by threads that are sent bytes, processes that are spawned, Dask."""
    outcomes = list(jt.build_many(inputs, tmp_path / "一", workers=1, **QUICK))

    way(tmp_path / "二", inputs)

    assert states(outcomes).count("未生成") == 1
    assert len({outcome.folder for outcome in outcomes}) == len(MANY) + 1
    assert files_in(tmp_path / "一") == files_in(tmp_path / "二")


def test_outcomes_are_plain_and_come_in_the_order_of_names(
    inputs: list[Path], tmp_path: Path
) -> None:
    """They can be pickled, print as a line of Chinese, and name files with their hashes."""
    outcomes = list(jt.build_many(inputs, tmp_path / "out", workers=1, **QUICK))

    again = pickle.loads(pickle.dumps(outcomes))  # noqa: S301 our own
    assert again == outcomes
    assert [outcome.path for outcome in outcomes] == sorted(map(str, inputs))
    assert all("\n" not in str(outcome) for outcome in outcomes)
    (broken,) = (outcome for outcome in outcomes if outcome.state == "未生成")
    assert str(broken).startswith(f"未生成 {broken.path}：没有填写“单位名称”")
    assert broken.exit_code == 3
    for outcome in outcomes:
        for file in outcome.files:
            assert len((tmp_path / "out" / file.path).read_bytes()) == file.size


def test_whatever_happens_in_a_worker_becomes_an_outcome_of_its_unit(tmp_path: Path) -> None:
    """A worker that is killed or hangs, a fault of the program, no memory: the others are built."""
    units = ("甲局", "毒局", "乙局", "慢局", "错局", "大局", "丙局")
    paths = write_units(tmp_path / "填报", units)

    wished = {**QUICK, "checks": [*jt.RULES, HARMFUL]}
    outcomes = list(jt.build_many(paths, tmp_path / "out", workers=2, seconds=3, **wished))

    said = {unit: str(outcome) for unit, outcome in zip(units, outcomes, strict=True)}
    assert [unit for unit in units if not said[unit].startswith("未生成")] == [
        "甲局",
        "乙局",
        "丙局",
    ]
    assert "生成时进程异常结束" in said["毒局"]
    assert "3 秒内没有完成" in said["慢局"]
    assert "程序内部出错（KeyError" in said["错局"]
    assert "batches.py" in said["错局"]
    assert "开发者" in said["错局"]
    assert "内存不够" in said["大局"]
    assert "Traceback" not in "".join(said.values())
    journal = (tmp_path / "out" / ".juesuan-journal.jsonl").read_text(encoding="utf-8")
    assert journal.count("Traceback") == 1


class _Stranger(Executor):
    """Answers in the words of another version, or not at all."""

    def __init__(self, answer: tuple[str, bytes] | Exception) -> None:
        """Keep the answer."""
        self._answer = answer

    def submit(self, *_call: object, **_keywords: object) -> Future[Any]:
        """Return a future that is done."""
        future: Future[Any] = Future()
        if isinstance(self._answer, Exception):
            future.set_exception(self._answer)
        else:
            future.set_result(self._answer)
        return future


def test_workers_of_another_version_are_refused(inputs: list[Path], tmp_path: Path) -> None:
    """Nothing is written, and both versions are named."""
    stranger = _Stranger(("package", b"0.0.9 abc"))

    with pytest.raises(
        jt.OutputError, match=rf"另一版本的软件（0\.0\.9 abc），这里是 {jt.__version__}"
    ):
        list(jt.build_many(inputs, tmp_path / "out", executor=stranger))

    assert files_in(tmp_path / "out") == {}


def test_workers_that_fail_are_said_to(inputs: list[Path], tmp_path: Path) -> None:
    """As where the package is not installed: every unit is 未生成, and why."""
    stranger = _Stranger(ModuleNotFoundError("No module named 'juesuan_tables'"))

    outcomes = list(jt.build_many(inputs, tmp_path / "out", executor=stranger))

    assert set(states(outcomes)) == {"未生成"}
    assert "No module named 'juesuan_tables'" in str(outcomes[0])


def test_an_edition_beside_the_input_travels_with_it(tmp_path: Path) -> None:
    """So do last year's files, own templates and an own edition that the caller names."""
    (path,) = write_units(tmp_path / "填报", ["甲局"])
    main(["editions", "copy", "mof-2018", str(tmp_path / "填报" / "表样.yaml")])
    text = path.read_text(encoding="utf-8").replace("mof-2018", "表样.yaml")
    path.write_text(text, encoding="utf-8")
    last = path.with_name("上年.yaml")
    last.write_text(text.replace("年度: 2018", "年度: 2017"), encoding="utf-8")
    (tmp_path / "模板").mkdir()
    (tmp_path / "模板" / "expenditure.j2").write_text("本单位另有说明。", encoding="utf-8")
    wished: dict[str, Any] = {**QUICK, "templates": tmp_path / "模板"}

    (here,) = jt.build_many([path], tmp_path / "一", **wished)
    with ThreadPoolExecutor(1) as executor:
        (there,) = jt.build_many([path], tmp_path / "二", executor=executor, **wished)
        named = {**wished, "edition": tmp_path / "填报" / "表样.yaml", "prior": [last]}
        (third,) = jt.build_many([path], tmp_path / "三", executor=executor, **named)

    assert here.files
    assert here == there
    assert files_in(tmp_path / "一") == files_in(tmp_path / "二")
    assert third.files


def test_the_summary_has_every_unit_the_worst_first(inputs: list[Path], tmp_path: Path) -> None:
    """As a workbook with a row for each unit and each finding, and as JSON with an object each."""
    outcomes = list(jt.build_many(inputs, tmp_path, workers=1, **QUICK))

    record = json.loads((tmp_path / f"{SUMMARY}.json").read_text(encoding="utf-8"))
    units, findings = load_workbook(tmp_path / f"{SUMMARY}.xlsx").worksheets
    assert [unit["state"] for unit in record["units"]] == ["未生成", *["有问题"] * 5]
    assert {unit["path"] for unit in record["units"]} == {outcome.path for outcome in outcomes}
    assert "trace" not in record["units"][0]
    cells: list[Any] = [[cell.value for cell in row] for row in units.iter_rows(min_row=4)]
    assert [row[0] for row in cells] == ["未生成", *["有问题"] * 5]
    assert "没有填写" in cells[0][7]
    told = sum(len(each.findings) + len(each.problems) + len(each.notices) for each in outcomes)
    assert findings.max_row == 2 + told


def test_files_that_a_worker_was_sent_last_until_its_unit_is_built(
    inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another of its threads has unpacked them, too, or pushed them out of memory."""
    monkeypatch.setattr(_work, "_unpacked", lambda key: Unpacked(_work._packed[key]))  # noqa: SLF001
    templates = tmp_path / "模板"
    templates.mkdir()
    (templates / "expenditure.j2").write_text("另有说明。", "utf-8")

    with ThreadPoolExecutor(1) as executor:
        outcomes = [
            *jt.build_many(inputs, tmp_path / "出", executor=executor, templates=templates, **QUICK)
        ]

    built = [each for each in outcomes if each.files]
    assert built
    for each in built:
        (text,) = (tmp_path / "出" / each.folder / "公开").glob("*.txt")
        assert "另有说明。" in text.read_text("utf-8")


def test_one_input_leaves_neither_journal_nor_summary(inputs: list[Path], tmp_path: Path) -> None:
    """As ``publish`` does it."""
    list(jt.build_many(inputs[:1], tmp_path / "out", **QUICK))

    assert {path.name for path in (tmp_path / "out").iterdir()} == {"甲局"}


def test_formats_and_zeros_that_there_are_not_are_refused_at_once() -> None:
    """A mistake in a script, not in an input."""
    for wrong in ({"formats": ["doc"]}, {"zero": "0"}):
        with pytest.raises(ValueError, match="unknown"):
            jt.build_many([], "out", **wrong)


# --- names --------------------------------------------------------------------------------------

names = st.text(st.sampled_from("aAéeE\u0301/／:局. …"), min_size=1, max_size=4)


@given(st.lists(names, max_size=8), st.randoms())
def test_units_never_share_a_folder_and_each_gets_its_own_whatever_the_order(
    units: list[str],
    chance: Any,  # noqa: ANN401 Hypothesis has no public name for it
) -> None:
    """Not where case or composition is all that differs; every folder is a valid name."""
    paths = [f"{number}.yaml" for number, _ in enumerate(units)]

    def given_folders(order: list[int]) -> dict[str, str | None]:
        shuffled = distinct([paths[n] for n in order])
        folders = Folders("审核汇总表.xlsx")
        taken: dict[str, str | None] = {}
        for path in shuffled:
            try:
                taken[path] = folders.take(units[paths.index(path)], path)
            except jt.InputError:
                taken[path] = None
        return taken

    order = list(range(len(units)))
    first = given_folders(order)
    chance.shuffle(order)

    assert given_folders(order) == first
    made = [folder for folder in first.values() if folder]
    assert len({folder.casefold() for folder in made}) == len(made)
    assert all(folder == safe_name(folder) for folder in made)


def test_another_unit_of_nearly_the_same_name_has_its_input_in_brackets() -> None:
    """The same unit again is a mistake, and says whose folder it would overwrite."""
    folders = Folders("审核汇总表.xlsx")

    assert folders.take("ab局", "一.yaml") == "ab局"
    assert folders.take("AB局", "填报/二.yaml") == "AB局（二）"
    assert folders.take("审核汇总表.xlsx", "三.yaml") == "审核汇总表.xlsx（三）"
    with pytest.raises(jt.InputError, match=r"四\.yaml：与 一\.yaml 是同一单位“ab局”"):
        folders.take("ab局", "四.yaml")


def test_hostile_names_stay_in_the_folder(tmp_path: Path) -> None:
    """Each unit has a folder of its own right below the output."""
    units = ("../x", "CON", "局" * 100, "甲局...", "a/b", "a／b")
    paths = write_units(tmp_path / "填报", units)

    outcomes = list(jt.build_many(paths, tmp_path / "out", workers=1, **QUICK))

    folders = {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()}
    assert len({outcome.folder for outcome in outcomes if outcome.files}) == len(folders)
    assert {path.name for path in tmp_path.iterdir()} == {"填报", "out"}
    assert len(folders) == len(units)


# --- the command --------------------------------------------------------------------------------


def test_a_folder_and_a_pattern_mean_the_inputs_in_them(
    inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Windows leaves patterns to us; what Excel keeps open and our own summary are no inputs."""
    monkeypatch.chdir(tmp_path)
    for name in ("~$003.yaml", f"{SUMMARY}.json", "说明.txt"):
        (inputs[0].parent / name).write_text("x", encoding="utf-8")

    assert main(["build", "填报", "-o", "一", "-j", "1", "--format", "txt"]) == 3
    first = capsys.readouterr()
    listed = ["填报/*.yaml", "填报", f"填报/{SUMMARY}.json"]  # as other shells list what matches
    assert main(["build", *listed, "-o", "一", "--format", "txt"]) == 3

    assert first.err.count("未生成") == 1
    assert "共 6 个单位：已生成 0 个，有问题 5 个，未生成 1 个。" in first.out
    again = capsys.readouterr().out
    assert again.count("没有变化，沿用上次生成的") == 5
    assert again.splitlines()[-2] == f"已生成 {Path('一', SUMMARY)}.xlsx"


def test_a_folder_or_a_pattern_without_inputs_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A folder is not called no file: it is the wrong one, or empty. All are said at once."""
    monkeypatch.chdir(tmp_path)
    Path("空").mkdir()
    Path("空", "说明.txt").write_text("x", encoding="utf-8")

    assert main(["build", "空", "填报/*.xls", "-o", "出"]) == 3

    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("错误 空：这是文件夹，里面没有输入文件，应有以 .xlsx、.xls")
    assert second.startswith("错误 填报/*.xls：没有一个文件的名称与它相符。")
    assert not Path("出").exists()


def test_of_many_inputs_each_has_a_line(tmp_path: Path, capsys: Capture) -> None:
    """Where nobody looks at a terminal, no bar is drawn."""
    write_units(tmp_path / "填报", [f"第{n}局" for n in range(11)])
    out = str(tmp_path / "out")

    assert main(["build", str(tmp_path / "填报"), "-o", out, "-j", "1", "--format", "txt"]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 11 + 3
    assert lines[0].startswith("有问题 第0局（")


def test_another_run_in_the_same_folder_is_refused(
    inputs: list[Path], tmp_path: Path, capsys: Capture
) -> None:
    """Exit 4; it says who is at work, and nothing is touched."""
    with alone_in(tmp_path / "out"):
        code = main(["build", *map(str, inputs), "-o", str(tmp_path / "out")])

    assert code == 4
    said = capsys.readouterr().err
    assert "另一次生成正在用这个文件夹（进程 " in said
    assert "请等它结束" in said
    assert files_in(tmp_path / "out") == {}
    assert main(["build", *map(str, inputs), "-o", str(tmp_path / "out"), "--format", "txt"]) == 3


@pytest.mark.parametrize("option", ["-j", "--timeout"])
@pytest.mark.parametrize("number", ["0", "二", "1.5"])
def test_a_number_must_be_one(option: str, number: str, tmp_path: Path, capsys: Capture) -> None:
    """In Chinese, with what was written."""
    assert main(["build", "甲.yaml", "-o", str(tmp_path), option, number]) == 2
    assert f"写的是“{number}”，应为 1 或更大的整数" in capsys.readouterr().err


def test_a_cluster_that_nobody_answers_for_is_said_so(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 4, with the address."""
    monkeypatch.setattr("juesuan_tables.cli._dask.SECONDS_TO_CONNECT", 1)

    code = main(["build", "甲.yaml", "-o", str(tmp_path), "--dask", "tcp://127.0.0.1:9"])

    assert code == 4
    assert "Dask 集群 tcp://127.0.0.1:9：连接不上" in capsys.readouterr().err
