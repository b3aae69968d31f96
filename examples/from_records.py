"""From a ledger to a published folder: rows of spending add up to facts, the rest stands here.

python examples/from_records.py examples/ledger-2022.csv out
"""

import csv
import sys
from pathlib import Path

import juesuan_tables as jt

# What no row of spending can tell. Amounts are 元: text or Decimal, never float.
INCOME = [
    {"subject": "2010301", "kind": "一般公共预算财政拨款收入", "amount": "947647.89"},
    {"subject": "2010302", "kind": "一般公共预算财政拨款收入", "amount": "300000"},
    {"subject": "2010399", "kind": "其他收入", "amount": "8000"},
]


def main(path: str, out: str) -> int:
    """Publish what a ledger adds up to, and explain 基本支出 down to the rows."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as ledger:
            rows = csv.DictReader(ledger)  # a database cursor or a frame of pandas does as well
            spent = jt.from_records(rows)
        accounts = jt.Accounts(
            unit="某市某局", entity="部门", year=2022, edition="mof-2022", income=INCOME, **spent
        )
        report = jt.build_report(accounts)
        published = jt.publish(report, out)
    except jt.JuesuanError as error:
        print(error)
        return error.exit_code
    for file in published.files:
        print("已生成", file)
    print("\n".join(report.figures["expenditure.total.basic"].explain()))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
