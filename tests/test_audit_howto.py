"""The how-to about audits: its example, done as it is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.cli import main

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "howto" / "audit.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\n(.*?)```\n", PAGE, re.DOTALL)


def test_the_example_goes_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command typed beside the document prints what the page shows, but for counts of claims."""
    shutil.copy(ROOT / "examples" / "published-2023.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    number = BLOCKS.index("juesuan check published-2023.md\n")

    assert main(BLOCKS[number].split()[1:]) == 1

    said, shown = (
        re.sub(r"\d+ 处", "几处", text) for text in (capsys.readouterr().out, BLOCKS[number + 1])
    )
    assert said == shown


def test_every_option_that_the_page_names_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """And every option of the command is on the page."""
    main(["check", "-h"])

    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out))
    assert options - {"--help", "--edition"} == set(re.findall(r"--[a-z]+", PAGE))
