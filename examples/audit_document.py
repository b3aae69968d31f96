"""What cannot be true in a finished publication, whoever made it, and where it says so.

python examples/audit_document.py examples/published-2023.md
"""

import sys

import juesuan_tables as jt


def main(path: str) -> int:
    """Audit a document; return 1 where something in it is wrong."""
    try:
        audit = jt.audit(path)
    except jt.JuesuanError as error:  # a scan, a password: it cannot be audited
        print(error)
        return error.exit_code
    for finding in audit:
        print(finding)
        if finding.span:
            number, start, end = finding.span
            text = audit.passages[number].text
            print(f"  {text[:start]}【{text[start:end]}】{text[end:]}")
    claims = audit.claims
    print(f"看懂 {claims.total} 处，核实 {claims.proved} 处，没有看懂：{audit.unread}")
    return int(any(finding.severity is jt.Severity.ERROR for finding in audit))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
