"""Our own publications, written in every format and read back: none is called wrong there either."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from audit_trials import errors, of_the_accounts, sensible_accounts
from hypothesis import HealthCheck, Phase, given, settings

import juesuan_tables as jt
from juesuan_tables.auditing import audit_document, audit_report
from juesuan_tables.reading.documents import read_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMATS: dict[str, Callable[[jt.Report], bytes]] = {
    ".docx": jt.document,
    ".html": jt.page,
    ".md": jt.markdown,
    ".txt": jt.text,
}
CAMPAIGN = os.environ.get("HYPOTHESIS_PROFILE") == "campaign"


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_we_wrote_is_not_called_wrong_when_it_is_read_back(
    suffix: str, tmp_path: Path
) -> None:
    """A stranger's audit of the file finds no error but those of the accounts."""

    @settings(
        max_examples=1_000 if CAMPAIGN else 15,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sensible_accounts())
    def holds(accounts: jt.Accounts) -> None:
        report = jt.build_report(accounts)
        path = tmp_path / f"{report.title}{suffix}"
        path.write_bytes(FORMATS[suffix](report))

        found = errors(audit_document(read_document(path)))

        own = of_the_accounts(report)
        assert [str(each) for each in found if each.message not in own] == []

    holds()


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_tells_the_audit_the_same_numbers(
    suffix: str, whole_of_nine: jt.Report, tmp_path: Path
) -> None:
    """As many statements are proved from a file as from memory, but for what a format leaves out."""
    path = tmp_path / f"{whole_of_nine.title}{suffix}"
    path.write_bytes(FORMATS[suffix](whole_of_nine))

    read = audit_document(read_document(path)).claims
    ours = audit_report(whole_of_nine, jt.narrate(whole_of_nine), zero=None).claims

    assert read.proved >= ours.proved * 0.95
