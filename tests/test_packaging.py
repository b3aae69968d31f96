"""The wheel holds what the package needs, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_carries_code_editions_catalogues_and_templates(tmp_path: Path) -> None:
    """Templates lie inside the package there; tests, examples and docs stay at home."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    names = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}

    package = ROOT / "juesuan_tables"
    kinds = {".py", ".yaml", ".csv"}
    code = {p.relative_to(ROOT).as_posix() for p in package.rglob("*") if p.suffix in kinds}
    templates = {
        f"juesuan_tables/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*.*")
    }
    assert {path for path in code if "/catalogues/" in path}
    assert names == code | templates | {"juesuan_tables/py.typed"}
