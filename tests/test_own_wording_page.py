"""The how-to about own wording: its whole example, done as it is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import juesuan_tables as jt
from juesuan_tables.cli import main

PAGE = (Path(__file__).parent.parent / "docs" / "howto" / "own-wording.md").read_text(
    encoding="utf-8"
)
EXAMPLE, FORBIDDEN = (
    part for part in re.split(r"\n## ", PAGE) if part.startswith(("四、", "五、"))
)


def _blocks(part: str, language: str) -> list[str]:
    """Return the blocks of a language; those of none show what is printed."""
    blocks = re.findall(r"```(\w*)\n(.*?)```\n", part, re.DOTALL)
    return [block for name, block in blocks if name == language]


@pytest.fixture
def folder(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an officer's folder: the input, and an empty folder for the wording."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(example, tmp_path)
    (tmp_path / "我的措辞").mkdir()
    return tmp_path


def test_a_provinces_wording_goes_as_it_is_written(folder: Path) -> None:
    """Each file pasted under its name, the command typed: the text is what the page shows."""
    names = re.findall(r"\n`(\S+\.j2)`：\n", EXAMPLE)
    for name, source in zip(names, _blocks(EXAMPLE, "jinja2"), strict=True):
        (folder / "我的措辞" / name).write_text(source, encoding="utf-8")
    (command,) = re.findall(r"`juesuan (build .*?)`", EXAMPLE)

    assert main(command.split()) in {0, 1}

    text = next(folder.rglob("*部门决算.txt")).read_text(encoding="utf-8")
    shown = _blocks(EXAMPLE, "")
    assert [part for part in shown if part not in text] == []
    assert (len(names), len(shown)) == (4, 3)


def test_an_endless_template_is_told_as_it_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line that the page shows is printed, and nothing is written."""
    (source,) = _blocks(FORBIDDEN, "jinja2")
    (folder / "我的措辞" / "expenditure.j2").write_text(source, encoding="utf-8")

    assert main(["build", "lusong-2018.yaml", "-o", "输出", "--templates", "我的措辞"]) == 3

    (said,) = _blocks(FORBIDDEN, "")
    assert said in capsys.readouterr().err
    assert not (folder / "输出").exists()


@pytest.mark.parametrize("name", ["review.j2", "audited.j2"])
def test_the_internal_page_is_nobodys_to_replace(
    lusong: jt.Report, tmp_path: Path, name: str
) -> None:
    """A review.j2 of one's own would be ignored, so it is refused like a mistyped name."""
    (tmp_path / name).write_text("我的审核报告", encoding="utf-8")

    with pytest.raises(jt.TemplateError, match=f"模板 {name}：没有叫这个名字的模板"):
        jt.text(lusong, templates=tmp_path)


@pytest.mark.parametrize("name", ["expenditure.j2.txt", "expenditure.txt", "expendture.j2"])
def test_a_template_of_nearly_the_right_name_is_not_passed_over(
    lusong: jt.Report, tmp_path: Path, name: str
) -> None:
    """Notepad adds .txt, and Windows hides it; the right name is said."""
    (tmp_path / name).write_text("我的写法", encoding="utf-8")
    (tmp_path / "说明.txt").write_text("给同事的话", encoding="utf-8")

    with pytest.raises(jt.TemplateError, match=r"是否应为 expenditure\.j2") as caught:
        jt.text(lusong, templates=tmp_path)

    assert len(caught.value.problems) == 1
