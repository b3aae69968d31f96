"""Run every benchmark in a process of its own, and print what they come to beside what they are to be.

Run it from anywhere: ``python benchmarks/all.py [--json FILE] [--quick]``. Ratios are what counts: times are
of this machine and of what else it had to do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from timing import write_record

HERE = Path(__file__).resolve().parent
SCRIPTS = ("workbook", "document", "publication", "growth", "batch", "audit", "records")
QUICK = {
    "workbook": ["--rounds", "5"],
    "document": ["--rounds", "2"],
    "publication": ["--rounds", "3"],
    "growth": ["--items", "10", "100"],
    "batch": ["--units", "40", "--few", "40", "--many", "0"],
    "audit": ["--rounds", "2"],
    "records": ["--rows", "10000"],
}
"""What each is told to be done in a minute or two: to see that it works, not to compare."""


def main() -> None:
    """Run all, then write everything that they found as one JSON file."""
    parser = argparse.ArgumentParser(description="Run every benchmark.")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write what all of them found")
    parser.add_argument("--quick", action="store_true", help="few rounds: see that they work")
    given = parser.parse_args()
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in SCRIPTS:
            record = Path(folder) / f"{name}.json"
            print(f"\n===== {name}\n", flush=True)
            asked = [sys.executable, str(HERE / f"{name}.py"), "--json", str(record)]
            subprocess.run([*asked, *(QUICK[name] if given.quick else [])], check=True)  # noqa: S603
            found[name] = json.loads(record.read_text(encoding="utf-8"))
    if given.json:
        write_record(given.json, found)
        print(f"\n{given.json}")


if __name__ == "__main__":
    main()
