"""What all tests share: the example, its report, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import juesuan_tables as jt

ROOT = Path(__file__).parent.parent

# A whole publication is built for every example, so the clock says nothing about a test.
settings.register_profile(
    "default",
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "campaign", settings.get_profile("default"), max_examples=5_000, print_blob=True
)
settings.register_profile(
    "mutation", settings.get_profile("default"), max_examples=12, derandomize=True, database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the real input: a unit's 2018 accounts."""
    return ROOT / "examples" / "lusong-2018.yaml"


@pytest.fixture(scope="session")
def whole() -> jt.Report:
    """Return the report of the made-up unit: every column non-zero, all amounts different."""
    return jt.build_report(jt.load_accounts(ROOT / "examples" / "whole-2018.yaml"))


@pytest.fixture(scope="session")
def whole_of_nine() -> jt.Report:
    """Return the same of the unit's later year: nine tables, state capital, reserved contracts."""
    return jt.build_report(jt.load_accounts(ROOT / "examples" / "whole-2024.yaml"))


@pytest.fixture(scope="session")
def lusong(example: Path) -> jt.Report:
    """Return the report of the real input."""
    return jt.build_report(jt.load_accounts(example))
