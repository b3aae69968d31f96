"""Wording of one's own: the templates of a folder take the place of the shipped ones.

python examples/own_wording.py examples/lusong-2018.yaml
"""

import sys
from pathlib import Path

import juesuan_tables as jt

TEMPLATES = Path(__file__).parent / "own-wording"


def main(path: str) -> None:
    """Print the explanation in our own words."""
    report = jt.build_report(jt.load_accounts(path))
    print(jt.text(report, templates=TEMPLATES).decode(), end="")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
