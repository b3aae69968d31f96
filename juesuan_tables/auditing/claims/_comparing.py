"""Changes, shares and completion: what a text says of a figure beside another."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import Range
from juesuan_tables.auditing._rules import Span
from juesuan_tables.auditing.claims._leads import Lead, Said
from juesuan_tables.auditing.claims._marks import AGAINST
from juesuan_tables.auditing.claims._model import (
    Base,
    Changed,
    Completed,
    Direction,
    Printed,
    Quantity,
    Shared,
)
from juesuan_tables.auditing.claims._numbers import Kind, Number
from juesuan_tables.auditing.claims._subjects import canonical, of_no_year, whole_of

if TYPE_CHECKING:
    from juesuan_tables.auditing.claims._frames import Frame
    from juesuan_tables.auditing.claims._place import Place

_HUNDRED = Decimal(100)
_CHOICE = re.compile(r"\((?:增加|减少|增长|下降|降低|上升)\)")
"""What a template leaves to choose."""
_OTHER_RATE = re.compile(r"率(?:为|达到?|是)?$|得分|满意度")


def _turned(said: Said) -> Said:
    less = said.direction is Direction.MORE
    return said._replace(direction=Direction.LESS if less else Direction.MORE)


class Comparing:
    """Takes what a passage compares."""

    def __init__(self, at: Place) -> None:
        """Begin with a passage."""
        self._at = at
        self._told: Changed | None = None

    def end_sentence(self) -> None:
        """Forget the change that a rate may belong to."""
        self._told = None

    def changed(self, said: Said, amount: Printed, number: Number) -> None:
        """Take by how much something changed; where 增加（减少） was left open, nothing."""
        if _CHOICE.search(self._at.plain.text, self._at.start(number.start), number.end):
            self._at.class_("没有选定的方向")
            return
        if amount.amount < 0:  # 增加-5.00万元 is a decrease
            said = _turned(said)
            amount = amount._replace(range=-amount.range, amount=amount.amount.copy_abs())
        self._told = self._change(self._subject_of_change(said.words), number, said.direction)
        self._told.amount = amount

    def _base(self) -> Base:
        """Return what a change is against; what another year's is against is not compared."""
        told = self._at.known.comparison or Base.LAST_YEAR
        return told if self._at.period is Base.OUTTURN else Base.OTHER

    def _subject_of_change(self, words: str) -> str:
        """Return of what a clause says that it grew, without what it is compared with."""
        text = AGAINST.sub("", words)
        return of_no_year(text)

    def rate(self, number: Number, said: Said) -> None:
        """Take a percentage: a share, a completion, or a rate of change."""
        rate = self.printed(number)
        if said.lead is Lead.CHANGE:
            self._rate_of_change(number, said, rate)
        elif said.lead is Lead.COMPLETION:
            self._completed(said, rate)
        elif said.lead is Lead.SHARE:
            self._shared(said, rate)
        elif _OTHER_RATE.search(said.words):
            self._at.class_("其他比率")
        else:
            self._at.known.reading.unread.append(self._at.around(number))

    def printed(self, number: Number) -> Printed:
        """Return a rate as it is printed, in percent."""
        value = number.value * _HUNDRED if number.kind is Kind.TIMES else number.value
        decimals = number.decimals - 2 if number.kind is Kind.TIMES else number.decimals
        span = self._at.span(number.start, number.end)
        return Printed(number, Range.printed(value, decimals), span, value)

    def _rate_of_change(self, number: Number, said: Said, rate: Printed) -> None:
        """Add a rate to the change that was just told, or take it as one by itself."""
        if _CHOICE.search(self._at.plain.text, self._at.start(number.start), number.end):
            self._at.class_("没有选定的方向")
            return
        if number.value < 0:  # 增幅为-50.18% is a decrease
            said, rate = _turned(said), rate._replace(range=-rate.range)
        words, told = self._subject_of_change(said.words), self._told
        if told and told.rate is None and not words:
            told.rate, told.rate_direction = rate, said.direction
            told.span = Span(self._at.index, told.span.start, rate.span.end)
            return
        told = self._change(words, number, said.direction)
        told.rate, told.rate_direction = rate, said.direction

    def _change(self, words: str, number: Number, direction: Direction) -> Changed:
        """Return a claim that something differs from what is spoken of; by how much is to follow."""
        frame, base = self._at.spoken_of(words), self._base()
        span = self._at.span(self._at.start(number.start), number.end)
        known = frame if self._at.period is Base.OUTTURN else None
        now, address = (known.outturn, known.address) if known else (None, None)
        subject = frame.subject if frame else ""
        before = self._before(frame, base)
        claim = Changed(now, subject, address, base, span, direction, before=before)
        self._at.add(claim)
        return claim

    def _before(self, frame: Frame | None, base: Base) -> Quantity | None:
        """Return what is compared with, where the clause says it: 比上年支出433万元减少2万元."""
        told = frame.quantities.get(base) if frame else None
        return told if base is Base.LAST_YEAR or told is self._at.last else None

    def _shared(self, said: Said, rate: Printed) -> None:
        """Take what share of a whole something is."""
        own = canonical(said.before)
        frame = self._at.spoken_of(own) if own and own != "，" else self._at.frames.current
        part = frame.outturn if frame else None
        if part is None:
            self._at.class_("没有写明部分的占比")
            return
        words = of_no_year(said.words)
        whole = self._whole(words, frame)
        if not words and frame:
            frame.is_share = whole is None
            self._remember_share(frame, rate)
        self._at.add(Shared(part, whole, words, rate, self._at.since(part, rate.span)))

    def _whole(self, words: str, frame: Frame | None) -> Quantity | None:
        """Return the whole that a share is of."""
        if not words:
            stack = self._at.frames.stack
            parent = stack[stack.index(frame) - 1] if frame in stack[1:] else None
            if parent and parent.listing:
                return parent.outturn
            whole = whole_of(frame.address) if frame and frame.address else None
            return self._at.known.by_address.get((whole, Base.OUTTURN)) if whole else None
        for each in self._at.frames.known():
            if each is not frame and each.outturn and each.subject.endswith(words):
                return each.outturn
        found = self._at.spoken_of(words)
        return found.outturn if found and found is not frame else None

    def _remember_share(self, frame: Frame | None, rate: Printed) -> None:
        """Keep a share beside its part: where all shares come to 100, the list is complete."""
        parent = self._at.frames.parent
        if frame is self._at.frames.current and parent and parent.sum and parent.sum.parts:
            parent.sum.shares[-1] = rate

    def _completed(self, said: Said, rate: Printed) -> None:
        """Take which share of its budget an outturn is."""
        words = of_no_year(said.words)
        frame = self._at.spoken_of(words)
        if frame is None:
            self._at.class_("没有写明决算的完成率")
            return
        span = self._at.since(frame.outturn, rate.span)
        self._at.add(Completed(frame.outturn, frame.budgets, said.base, rate, span))
