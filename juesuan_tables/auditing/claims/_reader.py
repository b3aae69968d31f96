"""From the passages of a document to its claims: the grammar, one passage after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import Range
from juesuan_tables.auditing._rules import Span
from juesuan_tables.auditing.claims._counts import count_address
from juesuan_tables.auditing.claims._frames import Frame, Frames
from juesuan_tables.auditing.claims._leads import Lead, Said, said_of_amount, said_of_rate
from juesuan_tables.auditing.claims._marks import Found, Mark, direction_of, marks_of, stage_of
from juesuan_tables.auditing.claims._model import (
    BUDGETS,
    Amount,
    Base,
    Changed,
    Compared,
    Completed,
    Direction,
    Nothing,
    Quantity,
    Rate,
    Reading,
    Shared,
    Stated,
)
from juesuan_tables.auditing.claims._nothing import addresses_of_nothing
from juesuan_tables.auditing.claims._numbers import CLAIMED, Kind, Number
from juesuan_tables.auditing.claims._subjects import (
    GENERIC,
    address_of,
    canonical,
    item_address,
    whole_of,
)
from juesuan_tables.auditing.claims._topics import TopicOf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.auditing.claims._plain import Plain

_CLAUSE = re.compile(r"[，。；：\n]|\((?!类|款|项|境|护|役|室|套|台)")
_YEAR = re.compile(r".*(?:19|20)\d{2}年度?")
_BRACKETS = re.compile(r"\((?!类|款|项|境|护|役|室|套|台)[^()]*\)")
_HUNDRED = Decimal(100)
_LISTED = re.compile(r"分别(?:为|是|各为)?$|各为$")


@dataclass(slots=True)
class Known:
    """What the whole document says so far, and what names mean in its tables."""

    year: int | None
    names: Mapping[str, str]
    reading: Reading = field(default_factory=Reading)
    by_address: dict[tuple[str, Base], Quantity] = field(default_factory=dict)
    item: Frame | None = None
    comparison: Base | None = None


class PassageReader:
    """Reads one passage: numbers and marks in their order, and what is spoken of meanwhile."""

    def __init__(  # noqa: PLR0913, PLR0917 a passage, and what is known of it
        self,
        known: Known,
        index: int,
        text: Plain,
        numbers: tuple[Number, ...],
        ranges: Mapping[int, tuple[Decimal, Range]],
        topic: TopicOf,
    ) -> None:
        """Take a passage and the ranges of its amounts, by where they start."""
        self._known, self._index, self._plain = known, index, text
        self._numbers, self._ranges, self._topic = numbers, ranges, topic
        self._frames = Frames()
        self._listed: list[str] = []
        self._last_end = 0
        if known.item:
            self._frames.stack.append(known.item)

    def read(self) -> None:
        """Add the passage's claims to what is known."""
        events: list[tuple[int, int, Found | Number]] = []
        events += [(mark.start, 0, mark) for mark in marks_of(self._plain.text)]
        events += [(number.start, 1, number) for number in self._numbers]
        free = 0
        for start, _, event in sorted(events, key=lambda each: each[:2]):
            if isinstance(event, Found):
                free = max(free, event.end) if event.mark is Mark.FREE else free
                self._mark(event)
            elif event.kind not in CLAIMED:
                self._is(event.kind.value)
            elif start < free:
                self._is("原因、用途中的数")
            else:
                self._number(event)
                self._last_end = event.end
        self._known.reading.claims += self._frames.sums
        root = self._frames.stack[0] if self._frames.stack else None
        going_on = self._plain.text.endswith(("：", "(项)。", "(项)", "如下", "其中"))
        self._known.item = root if going_on else None

    def _is(self, what: str) -> None:
        classes = self._known.reading.classes
        classes[what] = classes.get(what, 0) + 1

    def _span(self, start: int, end: int) -> Span:
        return Span(self._index, *self._plain.span(start, end))

    # --- marks ------------------------------------------------------------------------------

    def _mark(self, mark: Found) -> None:
        """Take notice of what stands between numbers."""
        if mark.mark is Mark.SENTENCE:
            self._frames.end_sentence()
            self._known.comparison, self._listed = None, []
        elif mark.mark is Mark.SEMICOLON:
            self._frames.semicolon()
        elif mark.mark is Mark.LIST:
            self._frames.open_list()
        elif mark.mark is Mark.ITEM:
            self._item(mark)
        elif mark.mark is Mark.AGAINST:
            self._known.comparison = self._base(mark.word)
        elif mark.mark is Mark.BUDGET:
            self._against_budget(mark)
        elif mark.mark is Mark.FLAT:
            self._flat(mark)
        elif mark.mark is Mark.NONE and (meant := addresses_of_nothing(mark.word, self._topic)):
            words = self._plain.text[mark.start : mark.end]
            self._add(Nothing(words, meant, self._span(mark.start, mark.end)))
        if mark.mark is not Mark.FREE and mark.mark is not Mark.AGAINST:
            self._last_end = max(self._last_end, mark.end if mark.mark in _CUTTING else 0)

    def _add(self, claim: Changed | Shared | Completed | Compared | Stated | Nothing) -> None:
        self._known.reading.claims.append(claim)

    def _base(self, word: str) -> Base:
        """Return what is compared with: last year, another year, a budget."""
        if "预算" in word:
            return stage_of(word)
        if word[:2].isdigit() and self._known.year:
            return Base.LAST_YEAR if int(word[:4]) == self._known.year - 1 else Base.OTHER
        return Base.LAST_YEAR

    def _item(self, mark: Found) -> None:
        """Begin a subject that is named with its 类, 款 and 项."""
        self._frames.stack.clear()
        self._frames.begin(mark.word, item_address(mark.word, self._topic, self._known.names))

    def _against_budget(self, mark: Found) -> None:
        frame = self._frames.current
        if frame and frame.outturn and frame.budgets:
            direction = direction_of(mark.more)
            span = self._span(mark.start, mark.end)
            stage = stage_of(mark.word)
            self._add(Compared(frame.outturn, frame.budgets, stage, direction, span))

    def _flat(self, mark: Found) -> None:
        base = self._base(mark.word)
        subject = canonical(_YEAR.sub("", self._clause(mark.start)))
        frame = self._spoken_of(subject)
        if base is Base.LAST_YEAR and frame and not mark.more:
            span = self._span(mark.start, mark.end)
            self._add(
                Changed(frame.outturn, frame.subject, frame.address, base, span, Direction.SAME)
            )

    # --- numbers ----------------------------------------------------------------------------

    def _clause(self, end: int) -> str:
        """Return the words of a clause up to a place, from the last number on."""
        text = _BRACKETS.sub("", self._plain.text[self._last_end : end])
        return _CLAUSE.split(text.rstrip("："))[-1]

    def _start(self, end: int) -> int:
        """Return where a clause begins, behind the last number."""
        text = self._plain.text[self._last_end : end].rstrip("：")
        cuts = [found.end() for found in _CLAUSE.finditer(text)]
        start = self._last_end + (cuts[-1] if cuts else 0)
        while start < end and self._plain.text[start] in "，、；。：)":
            start += 1
        return start

    def _number(self, number: Number) -> None:
        """Turn a number into a claim, a class, or what nobody understood."""
        clause = self._clause(number.start)
        if number.kind in {Kind.PERCENT, Kind.TIMES}:
            self._rate(number, said_of_rate(clause))
        elif number.kind in {Kind.AMOUNT, Kind.COUNT}:
            self._measured(number, said_of_amount(clause))
        elif number.kind is Kind.POINTS:
            self._is(number.kind.value)
        else:
            self._known.reading.unread.append(self._around(number))

    def _around(self, number: Number) -> Span:
        """Return a number with the clause that it stands in."""
        start = max(self._plain.text.rfind(mark, 0, number.start) for mark in "，。；：\n") + 1
        return self._span(start, number.end)

    def _measured(self, number: Number, said: Said) -> None:
        """Take an amount or a count: a change, or what something is."""
        amount, printed = self._ranges.get(
            number.start, (number.value, Range.printed(number.value, 0))
        )
        if said.lead is Lead.CHANGE and number.kind is Kind.AMOUNT:
            value = Amount(number, printed, self._span(number.start, number.end), amount)
            self._changed(said, value, number)
        else:
            self._stated(number, said, amount, printed)

    def _stated(self, number: Number, said: Said, amount: Decimal, printed: Range) -> None:
        """Take what something is."""
        words = canonical(self._listed_name(said.words) or _YEAR.sub("", said.words))
        address = self._address(words, number)
        if number.kind is Kind.COUNT and address is None:
            self._is(Kind.OTHER.value)
            return
        frame = self._frame(words, address, said.base)
        span = self._span(self._start(number.start), number.end)
        quantity = Quantity(
            number, printed, span, frame.subject, frame.address, said.base, self._topic, amount
        )
        self._frames.stated(quantity)
        if quantity.key:
            self._known.by_address.setdefault(quantity.key, quantity)
        self._add(Stated(quantity, span))

    def _listed_name(self, words: str) -> str:
        """Return the name that belongs to the next of several numbers: 收入、支出分别为A、B."""
        if _LISTED.search(words):
            names = re.split(r"[、和及与]", _LISTED.sub("", _YEAR.sub("", words)))
            self._listed = [name for name in names if name]
        elif words.strip("、，和及与"):
            self._listed = []
        return self._listed.pop(0) if self._listed else ""

    def _address(self, words: str, number: Number) -> str | None:
        if number.kind is Kind.COUNT:
            lead = self._plain.text[self._last_end : number.start]
            return count_address(lead, number.unit, self._topic)
        parent = self._frames.current
        parts = {"基本支出": "basic", "项目支出": "project"}
        if parent and parent.listing and parent.address and words in parts:
            table, row, column = parent.address.split(".")
            if row != "total" and column == "total":
                return f"{table}.{row}.{parts[words]}"
        return item_address(words, self._topic, self._known.names) or address_of(words, self._topic)

    def _frame(self, words: str, address: str | None, base: Base) -> Frame:
        """Return the subject that an amount is of: the one spoken of, or a new one."""
        frame = self._frames.current
        inherits = not words or (address is None and words in GENERIC)
        same = frame and (frame.subject == words or (address and frame.address == address))
        if frame and (inherits or same) and not frame.listing and base not in frame.quantities:
            return frame
        if frame and same and not frame.listing and base in BUDGETS:
            return frame
        return self._frames.begin(words, address)

    # --- changes ----------------------------------------------------------------------------

    def _spoken_of(self, words: str) -> Frame | None:
        """Return the subject that words mean: of the paragraph, or of the whole document."""
        if not words or words in GENERIC:
            return self._frames.current
        address = item_address(words, self._topic, self._known.names) or address_of(
            words, self._topic
        )
        for frame in self._frames.known():
            if frame.subject == words or (address and frame.address == address):
                return frame
        found = self._known.by_address.get((address, Base.OUTTURN)) if address else None
        frame = Frame(words, address)
        if found:
            frame.quantities[Base.OUTTURN] = found
        return frame

    def _changed(self, said: Said, amount: Amount, number: Number) -> None:
        """Take by how much something changed."""
        frame = self._spoken_of(self._subject_of_change(said.words))
        base = self._known.comparison or Base.LAST_YEAR
        span = self._span(self._start(number.start), number.end)
        now = frame.outturn if frame else None
        subject, address = (frame.subject, frame.address) if frame else ("", None)
        claim = Changed(now, subject, address, base, span, said.direction, amount)
        if frame:
            frame.change = claim
        self._add(claim)

    def _subject_of_change(self, words: str) -> str:
        """Return of what a clause says that it grew, without what it is compared with."""
        text = _AGAINST.sub("", words)
        return canonical(_YEAR.sub("", text))

    def _rate(self, number: Number, said: Said) -> None:
        """Take a percentage: a share, a completion, or a rate of change."""
        value = number.value * _HUNDRED if number.kind is Kind.TIMES else number.value
        decimals = number.decimals - 2 if number.kind is Kind.TIMES else number.decimals
        span = self._span(number.start, number.end)
        rate = Rate(number, Range.printed(value, decimals), span)
        if said.lead is Lead.CHANGE:
            self._rate_of_change(number, said, rate)
        elif said.lead is Lead.COMPLETION:
            self._completed(said, rate)
        elif said.lead is Lead.SHARE:
            self._shared(said, rate)
        elif re.search(r"率(?:为|达到?|是)?$|得分|满意度", said.words):
            self._is("其他比率")
        else:
            self._known.reading.unread.append(self._around(number))

    def _rate_of_change(self, number: Number, said: Said, rate: Rate) -> None:
        """Add a rate to the change that was just told, or take it as one by itself."""
        words = self._subject_of_change(said.words)
        frame = self._spoken_of(words)
        told = frame.change if frame else None
        if told and told.rate is None and told.amount and not words:
            told.rate, told.rate_direction = rate, said.direction
            told.span = Span(self._index, told.span.start, rate.span.end)
            return
        base = self._known.comparison or Base.LAST_YEAR
        span = self._span(self._start(number.start), number.end)
        now = frame.outturn if frame else None
        subject, address = (frame.subject, frame.address) if frame else ("", None)
        claim = Changed(
            now, subject, address, base, span, said.direction, None, rate, said.direction
        )
        self._add(claim)

    # --- shares -----------------------------------------------------------------------------

    def _shared(self, said: Said, rate: Rate) -> None:
        """Take what share of a whole something is."""
        own = canonical(said.before)
        frame = self._spoken_of(own) if own and own not in {"，"} else self._frames.current
        part = frame.outturn if frame else None
        if part is None:
            self._is("没有写明部分的占比")
            return
        words = canonical(_YEAR.sub("", said.words))
        whole = self._whole(words, frame)
        if not words:
            self._remember_share(frame, rate)
        span = (
            Span(self._index, part.span.start, rate.span.end)
            if part.span.passage == self._index
            else rate.span
        )
        self._add(Shared(part, whole, words, rate, span))

    def _whole(self, words: str, frame: Frame | None) -> Quantity | None:
        """Return the whole that a share is of."""
        if not words:
            stack = self._frames.stack
            parent = stack[stack.index(frame) - 1] if frame in stack[1:] else None
            if parent and parent.listing:
                return parent.outturn
            whole = whole_of(frame.address) if frame and frame.address else None
            return self._known.by_address.get((whole, Base.OUTTURN)) if whole else None
        found = self._spoken_of(words)
        return found.outturn if found and found is not frame else None

    def _remember_share(self, frame: Frame | None, rate: Rate) -> None:
        """Keep a share beside its part: where all shares come to 100, the list is complete."""
        parent = self._frames.parent
        if frame is self._frames.current and parent and parent.sum and parent.sum.parts:
            parent.sum.shares[-1] = rate

    def _completed(self, said: Said, rate: Rate) -> None:
        """Take which share of its budget an outturn is."""
        words = canonical(_YEAR.sub("", said.words))
        frame = self._spoken_of(words)
        if frame is None:
            self._is("没有写明决算的完成率")
            return
        outturn = frame.outturn
        same = outturn and outturn.span.passage == self._index
        span = (
            Span(self._index, outturn.span.start, rate.span.end) if outturn and same else rate.span
        )
        self._add(Completed(outturn, frame.budgets, said.base, rate, span))


_CUTTING = frozenset({Mark.LIST, Mark.ITEM, Mark.SENTENCE, Mark.SEMICOLON, Mark.BUDGET, Mark.FLAT})
_AGAINST = re.compile(
    r"(?:与|比|较|同|对比)(?:上年|去年|上一?年度?|(?:19|20)\d{2}年度?|(?:年初|全年|调整后?|年度|当年)?预算)(?:决算|支出|同期|数|度)*(?:相比|比较|对比)?|同比(?:去年|上年)?"
)
