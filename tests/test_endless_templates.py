"""A template that never ends, or wants all memory, is an error that says where; soon."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import juesuan_tables as jt
from juesuan_tables.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SLOW, LONG, DEEP = "没有生成完", "文字太长", "套得太深"
ENDLESS = {
    "支出\n{% for i in range(90000) %}\n{% for j in range(900) %}{% endfor %}\n{% endfor %}": (
        f"第3行：在规定的时间内{SLOW}"
    ),
    "{% for i in range(99999) %}" * 9 + "{% endfor %}" * 9: f"第1行：在规定的时间内{SLOW}",
    "{% macro m() %}\n{% for i in range(99999) %}{{ n() }}{% endfor %}\n{% endmacro %}\n"
    "{% macro n() %}{% for i in range(99999) %}{% endfor %}{% endmacro %}\n{{ m() }}": SLOW,
    "支出\n{{ 'a' * 10**9 }}": f"第2行：{LONG}",
    "支出\n{{ 'a' * 10**10 }}": f"第2行：{LONG}",
    "支出\n{% set a = 'a' * 10**10 %}": f"第2行：{LONG}",
    "支出\n{{ '%9999999999s' | format('x') }}": f"第2行：{LONG}",
    "{{ '{:9999999999}'.format('x') }}": f"第1行：{LONG}",
    "{% set all = namespace(text='a') %}\n{% for i in range(60) %}\n"
    "{% set all.text = all.text ~ all.text %}\n{% endfor %}": "第3行：",
    "{% set n = 10 + members | length %}\n{% set x = n ** (n ** n) %}": "",
    "{{ ('a@' * 9000000) | urlize }}": "",
    "{{ (range(99999) | list * 400) | sort | length }}": "",
    "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}": f"第1行：一层套一层，{DEEP}",
    "支出\n{% include 'expenditure.j2' %}": f"第2行：一层套一层，{DEEP}",
    "{{ " + "(" * 5000 + "unit" + ")" * 5000 + " }}": DEEP,
    "{% if 1 %}" * 3000 + "{% endif %}" * 3000: DEEP,
    "甲" * 2_000_000: "有2000000个字，至多1000000个字",
    "{% for i in range(60000) %}支出甲乙丙丁戊己庚辛壬癸一二三四五六七{% endfor %}": "印出了1140000个字",
    "{{ ([unit] * 90000) | join }}": "印出了1080000个字",
    "{{ '甲\\n\\n' * 300000 }}": "",
}
"""Templates, and what is said of them; nothing where a machine may be fast enough to notice more."""


def _folder(tmp_path: Path, source: str) -> Path:
    (tmp_path / "措辞").mkdir()
    (tmp_path / "措辞" / "expenditure.j2").write_text(source, encoding="utf-8")
    return tmp_path / "措辞"


@pytest.mark.parametrize(
    ("source", "said"), ENDLESS.items(), ids=[source[:50] for source in ENDLESS]
)
def test_it_ends_in_an_error_that_says_where(
    lusong: jt.Report, tmp_path: Path, source: str, said: str
) -> None:
    """What it is and what to do, soon; and the next report is as ever."""
    own = _folder(tmp_path, source)
    begun = time.monotonic()

    with pytest.raises(jt.TemplateError, match="错误 模板") as caught:
        jt.narrate(lusong, templates=own)

    assert time.monotonic() - begun < 60  # under 4 s, unless the machine is busy
    assert said in str(caught.value)
    (own / "expenditure.j2").write_text("支出{{ unit }}。", encoding="utf-8")
    assert "支出株洲市芦淞区政务服务中心。" in jt.text(lusong, templates=own).decode()


def test_nothing_is_written_and_the_command_says_why(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It returns 3, as for every template that cannot be used."""
    own = _folder(tmp_path, next(iter(ENDLESS)))
    out = tmp_path / "输出"

    code = main(["build", str(example), "-o", str(out), "--templates", str(own)])

    assert code == 3
    assert "错误 模板 expenditure.j2 第3行：在规定的时间内没有生成完" in capsys.readouterr().err
    assert not out.exists()
