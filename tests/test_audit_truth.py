"""Documents with planted errors, and the two real ones at hand: all found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from audit_truth import bare, entries, score, shares, table_of

from juesuan_tables.auditing import audit_document
from juesuan_tables.reading.documents import read_document

ROOT = Path(__file__).parent.parent
PLANTED = ROOT / "tests" / "audited"
REFERENCE = ROOT.parent / "shared" / "reference"
LEAST = 0.95
"""How much of all errors must be found; of those that are numeric, all."""
PLANTED_ERRORS = entries(PLANTED / "truth.json")


def _documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md"})


def _assert_all_found(paths: list[Path], truth: Path) -> None:
    listed = entries(truth)
    scores = [score(path.name, audit_document(read_document(path)), listed) for path in paths]

    rate, numbers_missed, false = shares(scores)
    print(f"\n{table_of(scores)}")
    assert (numbers_missed, false) == (0, 0), table_of(scores)
    assert rate >= LEAST, table_of(scores)


def test_planted_errors_are_found_and_nothing_else() -> None:
    """Documents of our own making, in the wordings of several provinces."""
    _assert_all_found(_documents(PLANTED), PLANTED / "truth.json")


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the real documents are not at hand")
def test_errors_of_real_documents_are_found_and_nothing_else() -> None:
    """The two publications whose errors people have listed with their arithmetic."""
    names = ("lusong-2018.txt", "shegongbu-2024.pdf")

    _assert_all_found([REFERENCE / name for name in names], REFERENCE / "audit-truth.json")


@pytest.mark.parametrize("path", _documents(PLANTED), ids=lambda path: path.stem)
def test_every_planted_snippet_stands_in_its_document(path: Path) -> None:
    """The list says verbatim, but for blanks, what is wrong; each stands there once."""
    text = bare(path.read_text(encoding="utf-8"))

    snippets = [e.snippet for e in PLANTED_ERRORS if e.document == path.name and e.snippet]
    assert snippets
    assert [each for each in snippets if text.count(bare(each)) != 1] == []


def test_the_list_has_all_kinds_and_what_must_not_be_called_wrong() -> None:
    """Errors of many kinds beside tails, last digits, and what is merely unusual."""
    kinds = {entry.kind for entry in PLANTED_ERRORS if entry.verdict == "error"}
    verdicts = {entry.verdict for entry in PLANTED_ERRORS}

    assert len(kinds) >= 20
    assert verdicts == {"error", "tail", "ulp", "nominal", "unver"}
