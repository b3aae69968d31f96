"""A department from its units: what was eliminated, what is left open, and “三公” of all of them.

python examples/consolidate.py 某市 examples/whole-2018.yaml examples/lusong-2018.yaml
"""

import sys

import juesuan_tables as jt


def main(department: str, *paths: str) -> int:
    """Add up the units and print what an officer looks at first; return 1 where something is wrong."""
    try:
        units = [jt.load_accounts(path) for path in paths]
        accounts = jt.consolidate(units, unit=department)
        report = jt.build_report(accounts)
        summary = jt.three_public_summary(report, units)
    except jt.JuesuanError as error:
        print(error)
        return error.exit_code
    for transfer in accounts.transfers:
        print(transfer.payer, "付给", transfer.receiver, transfer.paid, transfer.treatment)
    for paragraph in summary.paragraphs:
        print(paragraph.text)
    print(summary.grids[0].to_text())
    findings = jt.check(report)
    for finding in findings:
        print(finding)
    return int(any(finding.severity is jt.Severity.ERROR for finding in findings))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
