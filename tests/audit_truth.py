"""Scoring an audit against a list of what is wrong in documents and what must not be called wrong.

A list holds the fields of ``tests/audited/truth.json``. An error of the list is found if an error
of the audit overlaps its snippet; an error of the audit is false if it overlaps no error of the list.
Kinds need not match, blanks do not count. An entry about a cell has its table for a section.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from juesuan_tables.auditing import Audit
    from juesuan_tables.passages import Passage

ERROR = "error"
WORDS = frozenset({"text", "unit", "direction", "list-in-table"})
"""Forms of claims that are wrong without arithmetic; all others are numeric."""
ORDINALS = "一二三四五六七八九十"
_SECTION = re.compile(rf"(第.部分|[{ORDINALS}]+)?(?:[(（]([{ORDINALS}]+)[)）])?")
_TABLE = re.compile(r"T(\d)")


class Entry(NamedTuple):
    """One line of the list."""

    document: str
    id: str
    section: str
    domain: str
    kind: str
    form: str
    snippet: str
    printed: str
    expected: str
    verdict: str
    note: str

    @property
    def numeric(self) -> bool:
        """Return whether arithmetic shows it."""
        return self.form not in WORDS


def entries(path: Path) -> list[Entry]:
    """Return the lines of a list."""
    lines = json.loads(path.read_text(encoding="utf-8"))
    return [Entry(**{name: line[name] for name in Entry._fields}) for line in lines]


class Text:
    """The passages of a document in one piece, without blanks."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Join the passages and remember where each begins."""
        self.passages = passages
        self.starts: list[int] = []
        self.text = ""
        for passage in passages:
            self.starts.append(len(self.text))
            self.text += bare(passage.text)

    def of_entry(self, entry: Entry) -> list[tuple[int, int]]:
        """Return where the snippet of an entry stands: in its section, or wherever it occurs."""
        snippet = bare(entry.snippet)
        if not snippet:
            return []
        found = [match.span() for match in re.finditer(re.escape(snippet), self.text)]
        within = [place for place in found if _in_section(entry.section, self._at(place[0]))]
        return within or found

    def of_finding(self, finding: jt.Finding) -> list[tuple[int, int]]:
        """Return where a finding points: its span, else wherever its snippet occurs."""
        if finding.span:
            number, start, end = finding.span
            text = self.passages[number].text
            begin = self.starts[number] + len(bare(text[:start]))
            return [(begin, begin + max(len(bare(text[start:end])), 1))]
        snippet = bare(finding.snippet or "")
        return [m.span() for m in re.finditer(re.escape(snippet), self.text)] if snippet else []

    def _at(self, place: int) -> Passage:
        number = max(n for n, start in enumerate(self.starts) if start <= place)
        return self.passages[number]


def bare(text: str) -> str:
    """Return a text without blanks."""
    return re.sub(r"\s", "", text)


def _in_section(section: str, passage: Passage) -> bool:
    """Return whether a passage stands under the headings that 五(三) or 第五部分 names."""
    match = _SECTION.match(section)
    wanted = [each for each in match.groups() if each] if match else []
    headings = [bare(each).lstrip("#（(") for each in passage.section]
    return bool(wanted) and all(any(h.startswith(each) for h in headings) for each in wanted)


@dataclass
class Score:
    """What an audit found of a document's errors, and what else it called wrong."""

    document: str
    found: list[Entry] = field(default_factory=list)
    missed: list[Entry] = field(default_factory=list)
    false: list[tuple[jt.Finding, str]] = field(default_factory=list)
    """With the verdict of the entry that each overlaps, empty where there is none."""

    @property
    def missed_numbers(self) -> list[Entry]:
        """Return the numeric errors that were not found."""
        return [entry for entry in self.missed if entry.numeric]


def score(name: str, audit: Audit, listed: Iterable[Entry]) -> Score:
    """Compare the errors of an audit with the list's lines on that document."""
    text, result = Text(audit.passages), Score(name)
    wrong = [each for each in audit if each.severity is jt.Severity.ERROR]
    own = [entry for entry in listed if entry.document == name]
    hits = {
        (e, n): _meet(text, entry, f) for e, entry in enumerate(own) for n, f in enumerate(wrong)
    }
    for number, entry in enumerate(own):
        if entry.verdict == ERROR:
            found = any(hits[number, n] for n in range(len(wrong)))
            (result.found if found else result.missed).append(entry)
    for number, finding in enumerate(wrong):
        verdicts = [entry.verdict for e, entry in enumerate(own) if hits[e, number]]
        if ERROR not in verdicts:
            result.false.append((finding, "".join(verdicts[:1])))
    return result


def _meet(text: Text, entry: Entry, finding: jt.Finding) -> bool:
    """Return whether a finding is about an entry: the same place of the text, or the same table."""
    if finding.table and entry.domain == "table" and finding.table == entry.section:
        return True
    places, pointed = text.of_entry(entry), text.of_finding(finding)
    return any(a < d and c < b for a, b in places for c, d in pointed)


def table_of(scores: Sequence[Score]) -> str:
    """Return the scores as a table, then what was missed and what was called wrong falsely."""
    lines = [f"{'document':28}{'errors':>7}{'found':>7}{'numeric missed':>16}{'false':>7}"]
    for each in scores:
        total = len(each.found) + len(each.missed)
        numbers = f"{total:7}{len(each.found):7}{len(each.missed_numbers):16}{len(each.false):7}"
        lines.append(f"{each.document:28}{numbers}")
    for each in scores:
        lines += [f"missed {e.document} {e.id} {e.kind}/{e.form}: {e.snippet}" for e in each.missed]
        lines += [f"false  {each.document} ({verdict}) {f}" for f, verdict in each.false]
    return "\n".join(lines)


def shares(scores: Sequence[Score]) -> tuple[float, int, int]:
    """Return how much of all errors was found, how many numeric were not, and how many are false."""
    found = sum(len(each.found) for each in scores)
    missed = sum(len(each.missed) for each in scores)
    numbers = sum(len(each.missed_numbers) for each in scores)
    return found / max(found + missed, 1), numbers, sum(len(each.false) for each in scores)
