"""Plant a fault in a copy of the code, run a test, and see it turn red: `make faults`.

A test that cannot fail proves nothing. Each fault here is one that somebody could write.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Fault(NamedTuple):
    """What is done wrong, where, and the tests that must notice."""

    what: str
    file: str
    right: str
    wrong: str
    tests: str


FAULTS = (
    Fault(
        "amounts are rounded half to even",
        "juesuan_tables/figure.py",
        "rounding=ROUND_HALF_UP",
        "rounding='ROUND_HALF_EVEN'",
        "test_figure.py",
    ),
    Fault(
        "a small negative amount is shown as −0.00",
        "juesuan_tables/figure.py",
        "_ROUNDING.quantize(value, CENT) or ZERO",
        "_ROUNDING.quantize(value, CENT)",
        "test_figure.py",
    ),
    Fault(
        "growth is divided by the current year, as in the 2018 publication",
        "juesuan_tables/figure.py",
        "percent(self.amount, self.before.shown)",
        "percent(self.amount, self.now.shown)",
        "test_prose.py",
    ),
    Fault(
        "completion is computed from exact amounts instead of shown ones",
        "juesuan_tables/figure.py",
        "percent(outturn.shown, budget.shown)",
        "percent(outturn.amount, budget.amount)",
        "test_prose.py",
    ),
    Fault(
        "only one of two margins counts",
        "juesuan_tables/figure.py",
        "distance(left, right) <= _EXACT.add(left.margin, right.margin)",
        "distance(left, right) <= left.margin",
        "test_figure.py",
    ),
    Fault(
        "年初结转和结余 is left out of 收入总计",
        "juesuan_tables/tables/income_expenditure_summary.py",
        "        BalanceKind.OPENING_BALANCE.key,\n",
        "",
        "test_tables.py",
    ),
    Fault(
        "the general budget's table holds all funds",
        "juesuan_tables/tables/general_budget_expenditure.py",
        "if f.fund is Fund.GENERAL_PUBLIC_BUDGET",
        "if f.fund is not None",
        "test_prose.py",
    ),
    Fault(
        "增加 and 减少 are confused",
        "templates/common/_lists.j2",
        '"增加" if change.increased',
        '"增加" if change.decreased',
        "test_prose.py",
    ),
    Fault(
        "a category's share is of all spending",
        "templates/hunan/general_budget_structure.j2",
        "占{{ row.total.share_of(total) }}",
        '占{{ row.total.share_of(figure("expenditure.total.total")) }}',
        "test_prose.py",
    ),
    Fault(
        "text beginning with = becomes a formula",
        "juesuan_tables/writers/_package.py",
        'cell.data_type = "s"',
        "pass",
        "test_hostile_text.py",
    ),
    Fault(
        "Markdown is not escaped",
        "juesuan_tables/writers/text.py",
        'return _MARKUP.sub(r"\\\\\\g<0>", text)',
        "return str(text)",
        "test_hostile_text.py",
    ),
    Fault(
        "a relation is forgotten",
        "juesuan_tables/checks/articulation/__init__.py",
        "    *all_funds.INCOME,\n",
        "    *all_funds.INCOME[1:],\n",
        "test_relations.py",
    ),
    Fault(
        "facts keep the order in which they came",
        "juesuan_tables/model/__init__.py",
        "return tuple(sorted(facts, key=Fact.sort_key))",
        "return facts",
        "test_tables.py",
    ),
    Fault(
        "a key given twice replaces the first",
        "juesuan_tables/strict_yaml.py",
        "if text in self._open[-1]:",
        "if False:",
        "test_bad_input.py",
    ),
    Fault(
        "a template may print a bare number",
        "juesuan_tables/narrative/_printing.py",
        "if isinstance(value, str | Quote):",
        "if True:",
        "test_wording.py",
    ),
    Fault(
        "files are written in place",
        "juesuan_tables/files.py",
        'written[path] = folders[path] / f"{LEFTOVER}',
        'written[path] = called / path or Path(f"{LEFTOVER}',
        "test_safe_writing.py",
    ),
    Fault(
        "“三公” holds money that its title excludes",
        "juesuan_tables/tables/three_public.py",
        "if fact.fund in form.funds",
        "if fact.fund",
        "test_tables.py",
    ),
    Fault(
        "the budget beside an outturn is always 年初预算",
        "juesuan_tables/editions/__init__.py",
        "return form.stage if form else",
        "return Stage.INITIAL_BUDGET if form else",
        "test_prose.py",
    ),
    Fault(
        "30 元 that print as 0.00 are left blank",
        "juesuan_tables/grid.py",
        "and not cell.value.exists",
        "and not cell.value.shown",
        "test_tables_forms.py",
    ),
    Fault(
        "the table of one fund counts the income of all",
        "juesuan_tables/tables/_funds.py",
        "f.kind is INCOME_OF_FUND[fund]",
        "f.kind in INCOME_OF_FUND.values()",
        "test_tables.py",
    ),
    Fault(
        "a project whose uses nobody stated used nothing",
        "juesuan_tables/checks/projects.py",
        'for column in ("uses", "funds"))',
        'for column in ("uses",))',
        "test_project_checks.py",
    ),
    Fault(
        "what a project used is not compared with what it got",
        "juesuan_tables/checks/articulation/details.py",
        '"projects.{row}.funds = projects.{row}.uses"',
        '"projects.{row}.funds = projects.{row}.funds"',
        "test_project_checks.py",
    ),
    Fault(
        "an audit reads rates as if they were exact",
        "juesuan_tables/auditing/_ranges.py",
        "Decimal(5).scaleb(-decimals - 1)",
        "Decimal(0)",
        "test_audit_verify.py",
    ),
    Fault(
        "an audit divides growth by the current year",
        "juesuan_tables/auditing/verify/_changes.py",
        "now.high + sign * change.low, now.low + sign * change.high",
        "now.high, now.low",
        "test_audit_verify.py",
    ),
    Fault(
        "an audit proves numbers in reasons",
        "juesuan_tables/auditing/claims/_reader.py",
        "elif event.start < free:",
        "elif event.start < 0:",
        "test_audit_claims.py",
    ),
    Fault(
        "an audit takes an amount that begins like a year for one",
        "juesuan_tables/auditing/claims/_numbers.py",
        r"[./-]\d{1,2}[./-]\d{1,2}(?!\d)",
        r"[./-]\d{1,2}(?!\d)",
        "test_audit_claims.py",
    ),
)


def noticed(fault: Fault) -> bool:
    """Return whether the tests turn red in a copy of the project that has the fault."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        ignored = shutil.ignore_patterns(".*", "out", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=ignored)
        path = copy / fault.file
        source = path.read_text(encoding="utf-8")
        assert source.count(fault.right) == 1, f"{fault.file}: {fault.right}"
        path.write_text(source.replace(fault.right, fault.wrong), encoding="utf-8")
        run = [sys.executable, "-m", "pytest", "-q", "-x", f"tests/{fault.tests}"]
        environment = os.environ | {"PYTHONPATH": str(copy)}
        done = subprocess.run(run, cwd=copy, env=environment, capture_output=True, check=False)
    return done.returncode == 1


def main() -> int:
    """Plant every fault in turn; return how many went unnoticed."""
    unnoticed = 0
    for fault in FAULTS:
        seen = noticed(fault)
        unnoticed += not seen
        print("red  " if seen else "GREEN", fault.what, f"({fault.tests})", flush=True)
    return unnoticed


if __name__ == "__main__":
    sys.exit(main())
