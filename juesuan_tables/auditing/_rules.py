"""What every rule of an audit shares: an id, where it comes from, and how a finding is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from juesuan_tables.findings import Finding, Listed, Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from juesuan_tables.passages import Passage


class Span(NamedTuple):
    """Where in the text a finding points: the passage by number, from a character to another."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AuditRule:
    """A rule for finished documents; ``severity`` is that of its findings unless they say less."""

    id: str
    name: str
    source: str
    severity: Severity
    dimension: Dimension

    @classmethod
    def of(cls, rule: Listed) -> Self:
        """Return a rule of the checks as one for finished documents, under the same id."""
        dimension = rule.dimension or Dimension.TRUTHFULNESS
        return cls(rule.id, rule.name, rule.source, rule.severity, dimension)

    def in_text(  # noqa: PLR0913 where it is, and what a finding may say
        self,
        passages: tuple[Passage, ...],
        span: Span,
        what: str,
        *,
        severity: Severity | None = None,
        printed: str | None = None,
        expected: str | None = None,
        difference: str | None = None,
    ) -> Finding:
        """Return a finding about a place in the text; ``what`` follows where it is and the snippet."""
        passage = passages[span.passage]
        snippet = passage.text[span.start : span.end]
        page = "" if passage.page is None else f"第{passage.page}页 "
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            page=passage.page,
            section=passage.place or None,
            snippet=snippet,
            printed=printed,
            expected=expected,
            difference=difference,
            message=f"{page}{passage.place}“{snippet}”：{what}",
            span=span,
        )
