"""Review → 审核汇总表.json: everything that the other files say, and what the next round needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from juesuan_tables.findings import Severity
from juesuan_tables.reviewing._history import SCHEMA, record_of
from juesuan_tables.reviewing._ledger import place_of
from juesuan_tables.reviewing._results import DIMENSIONS, dimension_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.figure import Figure
    from juesuan_tables.reviewing._results import Department, Review


def record(review: Review, files: Mapping[str, str]) -> str:
    """Return the JSON of a review on one line, numbers as text but for counts.

    ``files`` are the digests of the files that were written with it.
    """
    made = {
        "schema": SCHEMA,
        "folder": review.folder,
        "year": review.year,
        "day": f"{review.day}",
        "round": review.round,
        "digest": review.digest,
        "basis": list(review.basis),
        "counts": review.counts | {each.chinese: review.total(each) for each in Severity},
        "departments": [_department(each) for each in review.worst_first],
        "unassigned": [{"path": each.path, "note": each.why} for each in review.strays],
        "passed": [{"path": each.path, "note": each.why} for each in review.passed],
        "changes": [_texts(each._asdict()) for each in review.changed],
        "copied": [{"text": each.text, "units": list(each.units)} for each in review.copied],
        "ledger": [record_of(each) for each in review.ledger],
        "files": dict(files),
    }
    return json.dumps(made, ensure_ascii=False)


def _texts(fields: Mapping[str, object]) -> dict[str, str | None]:
    return {name: None if value is None else f"{value}" for name, value in fields.items()}


def _department(each: Department) -> dict[str, Any]:
    entry = each.entry
    return {
        "unit": entry.unit,
        "entity": entry.entity.value if entry.entity else None,
        "superior": entry.superior or None,
        "state": each.state.value,
        "exempt": entry.exempt or None,
        "approval_date": f"{entry.approval_date}" if entry.approval_date else None,
        "publication_date": f"{each.published}" if each.published else None,
        "timeliness": each.timeliness.value or None,
        "documents": [one._asdict() for one in each.files],
        "remarks": list(each.remarks),
        "errors": {kind: each.count(Severity.ERROR, kind) for kind in DIMENSIONS},
        "claims": {
            "total": each.claims.total,
            "proved": each.claims.proved,
            "unassessable": each.claims.unassessable,
        },
        "unread": list(each.unread),
        "findings": [
            one.record() | {"dimension": dimension_of(one), "place": place_of(one)}
            for one in each.findings
        ],
        "figures": {"now": _figures(each.now), "last": _figures(each.last)},
    }


def _figures(figures: Mapping[str, Figure]) -> dict[str, str]:
    """Return amounts in 万元 as they are printed."""
    return {name: f"{figures[name].shown}" for name in sorted(figures)}
