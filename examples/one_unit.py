"""One unit: from its facts to a published folder.

python examples/one_unit.py examples/lusong-2018.yaml out
"""

import sys

import juesuan_tables as jt


def main(path: str, out: str) -> int:
    """Publish a unit; return 1 where something in it is wrong."""
    try:
        report = jt.build_report(jt.load_accounts(path))
        published = jt.publish(report, out, document=path)
    except jt.JuesuanError as error:
        print(error)
        return error.exit_code
    for file in published.files:
        print("已生成", file)
    for finding in published.findings:
        print(finding)
    return int(any(finding.severity is jt.Severity.ERROR for finding in published.findings))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
