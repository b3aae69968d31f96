"""Writing stays within the output folder, and never harms what stood there before."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from bad_inputs import BUILD, GOOD, NAME
from hypothesis import given
from hypothesis import strategies as st

from juesuan_tables.cli import main
from juesuan_tables.files import safe_name

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

CANNOT_WRITE = 4
HOSTILE = {
    "parent": "../../x",
    "slash": "a/b",
    "absolute": "/etc/passwd",
    "windows-path": r"C:\x",
    "device": "CON",
    "device-lower": "nul",
    "dot": ".",
    "dots": "..",
    "long": "局" * 200,
    "long-emoji": "😀" * 200,
    "forbidden": '<>:"|?*',
    "option": "-rf",
    "home": "~",
    "device-with-suffix": "con.局",
}
DEVICES = {"CON", "PRN", "AUX", "NUL"} | {
    f"{port}{n}" for port in ("COM", "LPT") for n in range(10)
}


def _is_valid(name: str) -> bool:
    """Return whether Windows, macOS and Linux all take it as one file name."""
    return (
        0 < len(name.encode()) <= 255
        and name not in {".", ".."}
        and not set(name) & set('<>:"/\\|?*')
        and not name.endswith((" ", "."))
        and not any(unicodedata.category(character) == "Cc" for character in name)
        and name.split(".", maxsplit=1)[0].rstrip().upper() not in DEVICES
    )


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_unit_names_stay_within_the_output_folder(
    unit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file lies below the folder asked for, under names that every system takes."""
    monkeypatch.chdir(tmp_path)
    quoted = "'" + unit + "'"
    Path(NAME).write_text(GOOD.replace("某局", quoted), encoding="utf-8")

    code = main(BUILD)

    made = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.name != NAME]
    files = [path for path in made if path.is_file()]
    assert code == 1
    assert {path.parts[0] for path in made} == {"成果"}
    assert {len(path.parts) for path in files} == {4}
    assert len(files) == 9
    assert [path.name for path in made if not _is_valid(path.name)] == []


printable = st.characters(exclude_categories=["Cc", "Cs"])


@given(
    name=st.text(printable | st.sampled_from("./\\:* "), max_size=200),
    ending=st.sampled_from(["", ".txt", "公开表.xlsx"]),
)
def test_safe_names_are_valid_on_every_system(name: str, ending: str) -> None:
    """Whatever the unit is called, its folder and files have valid names."""
    assert _is_valid(safe_name(name, ending))


def _failing_at(turn: int, action: Callable[..., R]) -> Callable[..., R]:
    """Return the action, which fails when it is done for the ``turn``-th time."""
    turns = iter(range(1, 1000))

    def acting(*args: object, **options: object) -> R:
        if next(turns) == turn:
            raise OSError
        return action(*args, **options)

    return acting


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("turn", [1, 3, 5])
def test_a_disk_that_fills_up_leaves_the_earlier_files_as_they_were(
    turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 4, every old byte in its place, and no temporary file left."""
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_text(GOOD, encoding="utf-8")
    main(BUILD)
    Path(NAME).write_text(GOOD.replace("793810", "999990"), encoding="utf-8")
    before = _files(tmp_path)

    monkeypatch.setattr(os, "fsync", _failing_at(turn, os.fsync))
    code = main(BUILD)

    assert code == CANNOT_WRITE
    assert _files(tmp_path) == before


@pytest.mark.parametrize("turn", [1, 3, 5])
def test_a_file_that_cannot_be_replaced_leaves_every_file_whole(
    turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 4; each file is the old or the new one, whole, and no temporary file is left."""
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_text(GOOD, encoding="utf-8")
    main(BUILD)
    old = _files(tmp_path / "成果")
    Path(NAME).write_text(GOOD.replace("793810", "999990"), encoding="utf-8")
    main([*BUILD[:-1], "另一处"])
    new = _files(tmp_path / "另一处")

    monkeypatch.setattr(Path, "replace", _failing_at(turn, Path.replace))
    code = main(BUILD)

    left = _files(tmp_path / "成果")
    assert code == CANNOT_WRITE
    assert left.keys() == old.keys()
    assert [name for name in left if left[name] not in {old[name], new[name]}] == []
    assert [left[name] == old[name] for name in old].count(True) >= len(old) - turn + 1


def test_a_first_build_that_fails_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half made is left where nothing was."""
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_text(GOOD, encoding="utf-8")

    monkeypatch.setattr(os, "fsync", _failing_at(4, os.fsync))
    code = main(BUILD)

    assert code == CANNOT_WRITE
    assert _files(tmp_path).keys() == {NAME}
