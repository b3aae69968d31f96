"""Nothing is lost: whatever ends a run, the same command goes on, and ends as if nothing had been."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from batches import QUICK, files_in, states, write_units

import juesuan_tables as jt
from juesuan_tables.cli import main
from juesuan_tables.files import write_all

if TYPE_CHECKING:
    from collections.abc import Iterator

JOURNAL = ".juesuan-journal.jsonl"
SEEDS = range(20 if os.environ.get("HYPOTHESIS_PROFILE") == "campaign" else 2)
"""Each decides who is killed, and when."""
UNITS = ("甲局", "乙局", "丙局", "丁局")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
Wished = dict[str, Any]


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Return four inputs."""
    return write_units(tmp_path / "填报", UNITS)


def _build(inputs: list[Path], out: Path, **wished: Any) -> list[jt.Outcome]:  # noqa: ANN401
    return list(jt.build_many(inputs, out, **{"workers": 1, **QUICK, **wished}))


def _unchanged(outcomes: list[jt.Outcome]) -> list[str]:
    return [outcome.unit for outcome in outcomes if outcome.unchanged]


# --- going on -----------------------------------------------------------------------------------


def test_what_is_done_and_unchanged_is_not_done_again(inputs: list[Path], tmp_path: Path) -> None:
    """Its outcome is the same, no byte is written, and the summary still has it."""
    first = _build(inputs, tmp_path / "out")
    before = files_in(tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*/*/*")}

    again = _build(inputs, tmp_path / "out")

    assert _unchanged(again) == [*UNITS]
    assert again == first
    assert files_in(tmp_path / "out") == before
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert "没有变化" in str(again[0])


def test_whatever_a_unit_depends_on_makes_it_anew(inputs: list[Path], tmp_path: Path) -> None:
    """Its input, its own edition, an option, a template, an output that is gone or was changed."""
    out, own = tmp_path / "out", tmp_path / "填报" / "表样.yaml"
    assert main(["editions", "copy", "mof-2018", str(own)]) == 0
    inputs[0].write_text(inputs[0].read_text("utf-8").replace("mof-2018", own.name), "utf-8")
    _build(inputs, out)

    own.write_text(own.read_text("utf-8") + "\n# 又一行\n", "utf-8")
    assert _unchanged(_build(inputs, out)) == ["乙局", "丙局", "丁局"]
    inputs[1].write_text(inputs[1].read_text("utf-8").replace("793810", "793820"), "utf-8")
    assert _unchanged(_build(inputs, out)) == ["甲局", "丙局", "丁局"]
    next((out / "丙局" / "公开").iterdir()).unlink()
    next((out / "丁局" / "内部底稿").iterdir()).write_bytes(b"x")
    assert _unchanged(_build(inputs, out)) == ["甲局", "乙局"]
    assert _unchanged(_build(inputs, out, zero="blank")) == []
    templates = tmp_path / "模板"
    templates.mkdir()
    (templates / "expenditure.j2").write_text("另有说明。", "utf-8")
    assert _unchanged(_build(inputs, out, templates=templates)) == []
    assert _unchanged(_build(inputs, out, templates=templates)) == [*UNITS]
    (templates / "expenditure.j2").write_text("再说明。", "utf-8")
    assert _unchanged(_build(inputs, out, templates=templates)) == []


def test_an_input_that_comes_before_takes_the_folder_of_its_unit(
    inputs: list[Path], tmp_path: Path
) -> None:
    """The folder that a run gives depends on its inputs alone, not on what was run before."""
    (tmp_path / "填报" / "AB.yaml").write_text(
        inputs[0].read_text("utf-8").replace("甲局", "ab局"), "utf-8"
    )
    later = tmp_path / "填报" / "后.yaml"
    later.write_text(inputs[0].read_text("utf-8").replace("甲局", "AB局"), "utf-8")
    every = [*inputs, later, tmp_path / "填报" / "AB.yaml"]
    _build(every, tmp_path / "一次")

    _build([*inputs, later], tmp_path / "两次")
    second = _build(every, tmp_path / "两次")

    assert _unchanged(second) == [*UNITS]
    assert {each.folder for each in second} == {*UNITS, "ab局", "AB局（后）"}
    again = files_in(tmp_path / "两次")
    assert {name: again[name] for name in files_in(tmp_path / "一次")} == files_in(
        tmp_path / "一次"
    )


def test_what_somebody_changed_by_hand_is_kept_when_a_unit_is_done_again(
    inputs: list[Path], tmp_path: Path
) -> None:
    """A copy lies beside, and a notice says where; whatever nobody changed has none."""
    out = tmp_path / "out"
    _build(inputs, out)
    whole = files_in(out)
    edited = next((out / UNITS[1] / "公开").glob("*.md"))
    edited.write_text("局长改过的话", encoding="utf-8")

    outcomes = _build(inputs, out)

    (copy,) = (out / UNITS[1] / "内部底稿" / "改过的文件").iterdir()
    assert copy.read_text("utf-8") == "局长改过的话"
    (told,) = [each for each in outcomes[1].notices if "有人改过" in each.what]
    assert told.where == edited.relative_to(out).as_posix()
    assert copy.relative_to(out).as_posix() in told.advice
    later = files_in(out)
    changed = {name for name in later if later[name] != whole.get(name)}
    assert changed == {"审核汇总表.xlsx", "审核汇总表.json", copy.relative_to(out).as_posix()}
    assert _unchanged(_build(inputs, out)) == [*UNITS]


def test_where_a_changed_file_cannot_be_kept_it_is_not_overwritten(
    inputs: list[Path], tmp_path: Path
) -> None:
    """The unit is said not to be built; what somebody wrote is still there."""
    out = tmp_path / "out"
    _build(inputs, out)
    edited = next((out / UNITS[1] / "公开").glob("*.md"))
    edited.write_text("局长改过的话", encoding="utf-8")
    taken = out / UNITS[1] / "内部底稿" / "改过的文件"
    taken.write_text("占着", encoding="utf-8")

    outcomes = _build(inputs, out)

    assert states(outcomes)[1] == "未生成"
    assert outcomes[1].exit_code == jt.OutputError.exit_code
    assert edited.read_text("utf-8") == "局长改过的话"
    taken.unlink()
    _build(inputs, out)
    (copy,) = taken.iterdir()
    assert copy.read_text("utf-8") == "局长改过的话"


def test_what_is_not_written_any_more_is_told_of_and_stays(
    inputs: list[Path], tmp_path: Path
) -> None:
    """A text of last week's numbers may lie beside this week's, and nobody would notice."""
    out = tmp_path / "out"
    _build(inputs, out)
    text = next((out / UNITS[0] / "公开").glob("*.md"))

    outcomes = [*jt.build_many(inputs, out, formats=("txt",))]

    assert text.is_file()
    for outcome in outcomes:
        (told,) = [each for each in outcome.notices if "还在原处" in each.what]
        assert told.where == outcome.folder
        assert f"{outcome.unit}2018年度部门决算.md 这次没有要求生成" in told.what
    assert not any("还在原处" in str(each) for each in _build(inputs, tmp_path / "另"))


@pytest.mark.parametrize(
    "torn",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text + '{"schema": "jue',
        lambda text: text.replace('"path"', '"pth"', 1),
        lambda text: text + "null\n[]\n{}\n\n" + '{"path": 1}\n',
        lambda _text: "\x00\xff",
        lambda text: f"{text}{'[' * 100_000}\n",
        lambda text: text.replace('"unit": "甲局"', '"unit": null'),
        lambda text: text.replace('"year": 2018', '"year": "2018"'),
        lambda text: text.replace('"exit_code": ', '"exit_code": null, "was": '),
        lambda text: re.sub('"files": .*?\\]\\]', '"files": [[1, 2, "3"]]', text),
    ],
)
def test_a_journal_that_is_torn_costs_work_and_nothing_else(
    torn: Any,  # noqa: ANN401 what tears
    inputs: list[Path],
    tmp_path: Path,
) -> None:
    """What cannot be read was not done."""
    _build(inputs, tmp_path / "out")
    whole = files_in(tmp_path / "out")
    journal = tmp_path / "out" / JOURNAL
    journal.write_bytes(torn(journal.read_text("utf-8")).encode("latin-1", "backslashreplace"))

    outcomes = _build(inputs, tmp_path / "out")

    assert [outcome.unit for outcome in outcomes] == [*UNITS]
    assert files_in(tmp_path / "out") == whole
    assert _unchanged(_build(inputs, tmp_path / "out")) == [*UNITS]
    assert len(journal.read_text("utf-8").splitlines()) == len(UNITS)


# --- being killed -------------------------------------------------------------------------------


def _forked(inputs: list[Path], out: Path) -> multiprocessing.process.BaseProcess:
    """Start a run in a fork of this process, which need not import anything."""
    process = multiprocessing.get_context("fork").Process(target=_build, args=(inputs, out))
    process.start()
    return process


@on_linux
def test_after_twenty_deaths_all_is_as_in_an_undisturbed_run(
    inputs: list[Path], tmp_path: Path
) -> None:
    """The run is killed at random moments; what is there is whole, and nothing else is left."""
    begun = time.monotonic()
    _build(inputs, tmp_path / "一次")
    takes = time.monotonic() - begun
    undisturbed = files_in(tmp_path / "一次")
    chance, out = random.Random(8), tmp_path / "多次"  # noqa: S311 moments, no secrets

    for _death in range(20):
        process = _forked(inputs, out)
        time.sleep(chance.uniform(0, takes * 0.6))
        process.kill()
        process.join()
        left = files_in(out) if out.exists() else {}
        whole = {name: content for name, content in left.items() if ".juesuan-" not in name}
        assert whole.items() <= undisturbed.items()
        if chance.random() < 0.5:  # else it goes on as far as it has come
            for path in out.glob("*/公开/*.txt"):
                path.unlink()

    _build(inputs, out)
    assert files_in(out) == undisturbed


DRIVER = """
import sys
import juesuan_tables as jt
for outcome in jt.build_many(sys.argv[2:], sys.argv[1], workers=2, formats=["txt", "md"]):
    print(outcome.state, flush=True)
"""


def _driver(inputs: list[Path], out: Path) -> subprocess.Popen[str]:
    """Start a run with two workers, as a script that needs no ``if __name__``."""
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(out), *map(str, inputs)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _children(pid: int) -> list[int]:
    try:
        return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split())]
    except OSError:
        return []


def _awaited_children(process: subprocess.Popen[str]) -> list[int]:
    """Return the workers of a run as soon as there are some; threads start them."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        tasks = Path(f"/proc/{process.pid}/task")
        found = [
            int(pid)
            for task in tasks.iterdir()
            for pid in (task / "children").read_text("utf-8").split()
        ]
        if found:
            return found
        time.sleep(0.01)
    return []


@on_linux
@pytest.mark.parametrize("seed", SEEDS)
def test_a_worker_or_a_run_that_is_killed_at_any_moment_loses_nothing(
    seed: int, inputs: list[Path], tmp_path: Path
) -> None:
    """What a worker had in hand is built by another one; the run goes on, or the next one does."""
    _build(inputs, tmp_path / "一次")
    chance = random.Random(seed)  # noqa: S311 moments, no secrets

    process = _driver(inputs, tmp_path / "多次")
    victims = [process.pid] if seed % 2 else _awaited_children(process)
    time.sleep(chance.uniform(0, 3))
    with suppress(ProcessLookupError):  # it had ended by then
        os.kill(chance.choice(victims), signal.SIGKILL)
    said, _ = process.communicate(timeout=120)
    _build(inputs, tmp_path / "多次")

    assert seed % 2 or said.split() == ["有问题"] * len(UNITS)
    assert files_in(tmp_path / "多次") == files_in(tmp_path / "一次")


@on_linux
def test_workers_of_a_run_that_was_killed_write_nothing_and_end(
    inputs: list[Path], tmp_path: Path
) -> None:
    """The next run may begin at once, and ends as an undisturbed one."""
    _build(inputs, tmp_path / "一次")
    process = _driver(inputs, tmp_path / "多次")
    assert process.stdout is not None
    process.stdout.readline()
    workers = _awaited_children(process)

    process.kill()
    process.communicate()
    outcomes = _build(inputs, tmp_path / "多次")

    assert len(_unchanged(outcomes)) >= 1
    assert files_in(tmp_path / "多次") == files_in(tmp_path / "一次")
    until = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


_HEEDING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from juesuan_tables.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The command as a terminal starts it: what runs in the background may have been told to ignore Ctrl-C."""


@on_linux
def test_ctrl_c_ends_the_workers_and_leaves_nothing_half_written(
    tmp_path: Path,
) -> None:
    """Exit 130, a word, no traceback, no leftover; the same command goes on."""
    inputs = write_units(tmp_path / "填报", [f"第{n}局" for n in range(60)])  # not done in a moment
    args = [str(tmp_path / "多次"), "-j", "2", "--format", "txt", "--format", "md"]
    command = [sys.executable, "-c", _HEEDING, "build", *map(str, inputs), "-o", *args]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    workers = _awaited_children(process)

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert (process.returncode, said) == (130, "\n已中断。\n")
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert not [*(tmp_path / "多次").glob(".juesuan-[0-9a-f]*")]
    _build(inputs, tmp_path / "多次")
    _build(inputs, tmp_path / "一次")
    assert files_in(tmp_path / "多次") == files_in(tmp_path / "一次")


# --- no room, no permission -----------------------------------------------------------------------


@pytest.fixture
def small_files() -> Iterator[None]:
    """Let no file grow beyond ten thousand bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own with room for one unit or two."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mount, umount = map(shutil.which, ("mount", "umount"))
    command = [mount or "false", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(folder)]
    if not umount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system")
    yield folder
    subprocess.run([umount, str(folder)], check=True)


def test_a_full_disk_leaves_old_files_whole_and_says_which_units_were_not_built(
    inputs: list[Path], tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 4. With room again the same command builds the rest."""
    out = small_disk / "out"
    _build(inputs[:2], out, formats=["txt"])
    old = {name: content for name, content in files_in(out).items() if "/" in name}
    for path in inputs[:2]:
        path.write_text(path.read_text("utf-8").replace("793810", "793820"), "utf-8")
    filler = small_disk / "占位"
    with pytest.raises(OSError, match="space"):
        filler.write_bytes(b"x" * 1_000_000)

    assert main(["build", *map(str, inputs), "-o", str(out), "-j", "1", "--format", "txt"]) == 4

    assert "磁盘已满" in capsys.readouterr().err
    left = files_in(out)
    assert {name: left[name] for name in old} == old
    assert not [name for name in left if ".juesuan-" in name]
    filler.unlink()
    _build(inputs, out, formats=["txt"])
    _build(inputs, tmp_path / "一次", formats=["txt"])
    assert files_in(out) == files_in(tmp_path / "一次")


def test_files_that_may_not_grow_leave_old_ones_whole(
    inputs: list[Path], tmp_path: Path, small_files: None
) -> None:
    """A quota, say: every unit is 未生成, and no file is half there."""
    assert small_files is None

    outcomes = _build(inputs, tmp_path / "out")

    assert {*states(outcomes)} == {"未生成"}
    assert {outcome.exit_code for outcome in outcomes} == {4}
    assert files_in(tmp_path / "out").keys() == {"审核汇总表.xlsx", "审核汇总表.json"}


def test_a_target_that_is_open_elsewhere_is_named_and_the_others_are_written(
    inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that Excel has open."""
    _build(inputs, tmp_path / "out")
    old = files_in(tmp_path / "out")
    replace = Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if "乙局" in str(target) and target.suffix == ".txt":
            raise PermissionError(13, "in use")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    outcomes = _build(inputs, tmp_path / "out", zero="blank")

    assert states(outcomes) == ["有问题", "未生成", "有问题", "有问题"]
    assert outcomes[1].exit_code == 4
    assert "乙局2018年度部门决算.txt：写不进去（没有权限，或文件正被其他程序打开）" in str(
        outcomes[1]
    )
    name = "乙局/公开/乙局2018年度部门决算.txt"
    assert files_in(tmp_path / "out")[name] == old[name]
    assert files_in(tmp_path / "out").keys() == old.keys()


def test_leftovers_of_a_run_that_was_killed_are_cleared(inputs: list[Path], tmp_path: Path) -> None:
    """And nothing that only looks alike."""
    out = tmp_path / "out"
    leftover, other = out / f".juesuan-{'0' * 32}", out / ".juesuan-我的"
    write_all({leftover: b"x", other: b"x"})

    _build(inputs, out)

    assert not leftover.exists()
    assert other.exists()
    write_all({leftover: b"x"})
    _build(inputs[:1], out)
    assert leftover.exists()  # without a lock: it may be another run's
    os.utime(leftover, (0, 0))
    _build(inputs[:1], out)
    assert not leftover.exists()
