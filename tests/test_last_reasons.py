"""Last year's reasons are found again in the explanation that printed them."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan_tables as jt
from juesuan_tables.inputs.last_reasons import last_reasons

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
PUBLISHED = Path(__file__).parents[2] / "shared" / "reference" / "lusong-2018.txt"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_printed_reason_is_found_again(path: Path) -> None:
    """What the explanation says after 「与上年相比…主要原因是」 comes back under the same figure."""
    report = jt.build_report(jt.load_accounts(path))
    lines = jt.text(report).decode().splitlines()

    found = last_reasons(lines, report.edition)

    assert found == {
        note.figure: note.text
        for note in report.accounts.notes
        if note.kind is jt.NoteKind.CHANGE_REASON
    }


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the publication is not at hand")
def test_the_reasons_of_a_real_publication_are_found() -> None:
    """Headings and words of a real document, which nobody wrote for us."""
    lines = PUBLISHED.read_text(encoding="utf-8").splitlines()

    found = last_reasons(lines, jt.load_edition("mof-2018"))

    assert found["measures.agency_operating_cost.amount"] == "人员工资有所上调"
    assert found["three_public.outturn.vehicles"] == "厉行节约减少不必要的外出用车"
    assert "全区的网络带宽提升至1G" in found["income_expenditure_summary.income_total.amount"]


def test_a_document_without_the_headings_gives_no_reasons() -> None:
    """Nothing is guessed from sentences under other headings."""
    lines = ["十二、领导讲话", "与上年相比增加，主要原因是天气好。"]

    assert last_reasons(lines, jt.load_edition("mof-2018")) == {}
