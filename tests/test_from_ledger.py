"""The how-to about ledgers: it goes as it is written, and every heading that it names is known."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from juesuan_tables.cli import main
from juesuan_tables.terms import english_names
from juesuan_tables.terms.ledger import FUNDS_ALSO, ledger_field

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "howto" / "from-ledger.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```\n", PAGE, re.DOTALL)
Capture = pytest.CaptureFixture[str]


def _blocks(language: str) -> list[str]:
    return [code for name, code in BLOCKS if name == language]


@pytest.fixture(autouse=True)
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder beside the ledger of the page."""
    monkeypatch.chdir(tmp_path)
    (ledger,) = _blocks("csv")
    Path("明细.csv").write_text(ledger, encoding="utf-8")


def test_a_ledger_becomes_a_publication_as_the_page_says(capsys: Capture) -> None:
    """Converted, filled in, built and explained, word for word."""
    head, income = _blocks("yaml")
    shown = _blocks("")

    assert main(shown[0].split()[1:]) == 0
    assert capsys.readouterr().out == f"已生成 某局2022.yaml\n{shown[1]}"
    text = Path("某局2022.yaml").read_text(encoding="utf-8")
    text = text.replace("单位名称:\n公开主体:\n年度:\n", head)
    Path("某局2022.yaml").write_text(f"{text}\n{income}", encoding="utf-8")
    assert main(shown[2].split()[1:]) == 1
    capsys.readouterr()
    assert [*Path("输出").rglob("公开/*.xlsx")]
    assert main(shown[3].split()[1:]) == 0
    assert capsys.readouterr().out == shown[4]


def test_a_ledger_becomes_a_fill_in_workbook(capsys: Capture) -> None:
    """The command in the text works, too, and says what is left to fill in."""
    (command,) = re.findall(r"`juesuan (convert [^`]+xlsx[^`]*)`", PAGE)

    assert main(command.split()) == 0
    assert "不能生成公开表" in capsys.readouterr().out


def test_the_faults_of_the_page_are_what_is_said(capsys: Capture) -> None:
    """All at once, in the order of the rows."""
    text = Path("明细.csv").read_text(encoding="utf-8")
    text = text.replace("一般公共预算资金", "财政拨款", 1).replace("300000", "三十万")
    Path("明细.csv").write_text(f"{text}合计,,,,,,1534567.89\n", encoding="utf-8")

    assert main(["convert", "明细.csv", "-o", "某局.yaml"]) == 3
    assert capsys.readouterr().err == _blocks("")[-1]
    assert not Path("某局.yaml").exists()


def test_the_python_of_the_page_runs() -> None:
    """A database of vouchers becomes a publication; the entries of closing are left out."""
    (code,) = _blocks("python")
    with closing(sqlite3.connect("账.db")) as base:
        base.execute(
            "CREATE TABLE voucher (account, func_code, econ_code, fund, debit, credit, closing_entry)"
        )
        fund = "一般公共预算财政拨款"
        vouchers = [
            ("71010101", "2010301", "30101", fund, 934567.89, 0, 0),
            ("71010101", "2010301", "30201", fund, 320000, 20000, 0),
            ("71010102", "2010302", "31007", fund, 300000, 0, 0),
            ("71010102", "2010302", "31007", fund, 0, 300000, 1),
            ("1002", None, None, None, 5, 0, 0),
        ]
        base.executemany("INSERT INTO voucher VALUES (?, ?, ?, ?, ?, ?, ?)", vouchers)
        base.commit()
    Path("script.py").write_text(code, encoding="utf-8")

    command = [sys.executable, "-X", "utf8", "script.py"]
    run = subprocess.run(command, capture_output=True, check=True)

    assert "153.46万元" in run.stdout.decode()
    assert [*Path("输出").rglob("公开/*.xlsx")]


def test_every_heading_of_the_page_is_known() -> None:
    """What the table says of a column's names is what is read; all words for 资金性质 are there."""
    rows = re.findall(r"^\| (\S+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    official = english_names() | {"功能科目名称": "subject_name", "经济科目名称": "economic_name"}
    table = {name: also for name, _, also in rows if name in official}

    assert len(table) == 7
    for name, also in table.items():
        assert {ledger_field(heading) for heading in [name, *also.split("、")]} == {official[name]}
    bare = PAGE.replace("（", "").replace("）", "")
    assert [word for word in FUNDS_ALSO if word not in bare] == []
