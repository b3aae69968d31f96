"""Rules of one's own: a formula between figures, and a check that needs code.

python examples/own_check.py examples/lusong-2018.yaml
"""

import sys
from collections.abc import Iterator

import juesuan_tables as jt

# The bureau asks that 项目支出 not exceed 基本支出: one line says so.
WITHIN_BASIC = jt.Relation(
    id="project-within-basic",
    name="项目支出不大于基本支出",
    formula="expenditure.total.project <= expenditure.total.basic",
    severity=jt.Severity.ADVISORY,
)


def late(evidence: jt.Evidence, _limits: jt.Limits) -> Iterator[jt.Finding]:
    """Point out a publication later than August of the following year."""
    day = evidence.accounts.publication_date
    if day is None or (day.year, day.month) > (evidence.accounts.year + 1, 8):
        message = "公开日期：没有填写，或者晚于次年八月。请核对。"
        yield jt.Finding(rule="late", severity=jt.Severity.ADVISORY, message=message)


LATE = jt.Check("late", "次年八月底以前公开", "某市财政局的要求", jt.Severity.ADVISORY, late)


def main(path: str) -> None:
    """Print what the shipped rules and the two of our own find."""
    report = jt.build_report(jt.load_accounts(path))
    for finding in jt.check(report, checks=[*jt.RULES, WITHIN_BASIC, LATE]):
        print(finding)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
