"""What crosses to another process or thread arrives whole, and means the same there."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import localcontext
from typing import TYPE_CHECKING

import juesuan_tables as jt

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import hashlib, sys
import juesuan_tables as jt
report = jt.build_report(jt.load_accounts(sys.argv[1]))
print(hashlib.sha256(jt.workbook(report) + jt.text(report) + jt.markdown(report)).hexdigest())
"""


def _digest(report: jt.Report) -> str:
    content = jt.workbook(report) + jt.text(report) + jt.markdown(report)
    return hashlib.sha256(content).hexdigest()


def test_report_findings_and_errors_survive_pickling(lusong: jt.Report) -> None:
    """A process pool gets back what was sent."""
    error = jt.InputError([jt.Problem("某处", "某事"), jt.Problem("别处", "另一事")])

    report, again = (pickle.loads(pickle.dumps(thing)) for thing in (lusong, error))  # noqa: S301 our own

    assert report == lusong
    assert _digest(report) == _digest(lusong)
    assert (again.problems, str(again)) == (error.problems, str(error))


def test_the_same_input_gives_the_same_bytes_in_any_process(
    lusong: jt.Report, example: Path
) -> None:
    """Whatever the hash seed, the time zone and the language of the machine."""
    for seed, zone, language in (("0", "UTC", "C"), ("7", "Asia/Shanghai", "zh_CN.UTF-8")):
        run = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", SCRIPT, str(example)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language},
            capture_output=True,
            check=True,
        )
        assert run.stdout.decode().strip() == _digest(lusong)


def test_threads_do_not_mix_up_their_texts(lusong: jt.Report) -> None:
    """Eight explanations written at once are the same."""
    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(lambda _number: jt.text(lusong), range(16)))

    assert texts == {jt.text(lusong)}


def test_the_callers_decimal_context_changes_nothing(lusong: jt.Report, example: Path) -> None:
    """Money is read, added and printed in contexts of our own."""
    with localcontext() as context:
        context.prec = 3
        report = jt.build_report(jt.load_accounts(example))
        digest = _digest(report)
        findings = jt.check(report)

    assert digest == _digest(lusong)
    assert findings == jt.check(lusong)
