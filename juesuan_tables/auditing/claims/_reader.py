"""From a passage to its claims: numbers and marks in their order, and what is spoken of meanwhile."""

from __future__ import annotations

import re
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from juesuan_tables.auditing._ranges import Range
from juesuan_tables.auditing.claims._comparing import Comparing
from juesuan_tables.auditing.claims._leads import Lead, Said, said_of_amount, said_of_rate
from juesuan_tables.auditing.claims._marks import Found, Mark, direction_of, marks_of, stage_of
from juesuan_tables.auditing.claims._model import (
    BUDGETS,
    Base,
    Changed,
    Compared,
    Direction,
    Nothing,
    Printed,
)
from juesuan_tables.auditing.claims._nothing import addresses_of_nothing
from juesuan_tables.auditing.claims._numbers import CLAIMED, Kind, Number
from juesuan_tables.auditing.claims._parallel import runs_of, shared
from juesuan_tables.auditing.claims._stating import Stating
from juesuan_tables.auditing.claims._subjects import GENERIC, item_address, of_no_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from juesuan_tables.auditing.claims._place import Place


_CUTTING = frozenset({Mark.LIST, Mark.ITEM, Mark.SENTENCE, Mark.SEMICOLON, Mark.BUDGET, Mark.FLAT})
"""The marks behind which the words before the next number begin."""
_GOES_ON = ("；", "，", "、")
"""How an item of a list ends that goes on in the next passage."""
_A_YEAR = re.compile(r"((?:19|20)\d{2})年度?")
_LEFT_OPEN = ("：", "(项)。", "(项)", "如下", "其中")
"""How a passage ends whose subject is that of the next."""


class PassageReader:
    """Reads one passage."""

    def __init__(
        self,
        at: Place,
        numbers: tuple[Number, ...],
        ranges: Mapping[int, tuple[Decimal, Range]],
    ) -> None:
        """Take a passage, its numbers, and the ranges of its amounts by where they start."""
        self._at, self._numbers, self._ranges = at, numbers, ranges
        self._stating, self._comparing = Stating(at), Comparing(at)
        self._runs, self._taken = runs_of(numbers, at.plain.text), 0
        self._usual = at.period
        self._outside: list[Base] = []
        self._ended: tuple[int, Base | None, Base] = (-1, None, at.period)
        if at.known.item:
            at.frames.carry(at.known.item)

    def read(self) -> None:
        """Add the passage's claims to what is known."""
        at, free, against = self._at, 0, 0
        events: list[Found | Number] = [*marks_of(at.plain.text), *self._numbers]
        for event in sorted(events, key=attrgetter("start")):  # where both begin, the mark first
            if isinstance(event, Found):
                free = max(free, event.end) if event.mark is Mark.FREE else free
                against = event.end if event.mark is Mark.AGAINST else against
                self._mark(event)
            elif event.kind not in CLAIMED:
                at.class_(event.kind.value)
                year = _A_YEAR.fullmatch(self._text(event))
                if year and event.start >= max(free, against) and not at.budgeted:
                    at.period = at.period_of(int(year[1]))
            elif event.start < free:
                at.class_("原因、用途中的数")
            else:
                self._number(event)
                at.last_end = event.end
        at.known.reading.claims += at.frames.sums
        root = at.frames.stack[0] if at.frames.stack else None
        at.known.item = root if at.plain.text.endswith(_LEFT_OPEN) else None
        if at.plain.text.endswith(_GOES_ON) and at.frames.carried in at.frames.stack:
            at.known.item = at.frames.carried

    def _text(self, number: Number) -> str:
        return self._at.plain.text[number.start : number.end]

    # --- marks ------------------------------------------------------------------------------

    def _mark(self, mark: Found) -> None:
        """Take notice of what stands between numbers."""
        if take := self._TAKES.get(mark.mark):
            take(self, mark)
        if mark.mark in _CUTTING:
            self._at.last_end = max(self._at.last_end, mark.end)

    def _list(self, mark: Found) -> None:
        """Begin a list; right behind a sentence, it is of what that compared, and of its year."""
        self._at.frames.open_list()
        end, comparison, period = self._ended
        if mark.start == end:
            self._at.known.comparison, self._at.period = comparison, period

    def _sentence(self, mark: Found) -> None:
        self._ended = mark.end, self._at.known.comparison, self._at.period
        self._at.period = self._usual
        self._at.frames.end_sentence()
        self._at.pending, self._at.known.comparison = None, None
        self._stating.end_sentence()
        self._comparing.end_sentence()

    def _semicolon(self, _mark: Found) -> None:
        self._at.frames.semicolon()
        self._at.pending = None

    def _item(self, mark: Found) -> None:
        """Begin a subject that is named with its 类, 款 and 项."""
        address = item_address(mark.word, self._at.topic, self._at.known.names)
        which = None if address in self._at.known.twice else address
        self._at.frames.begin_item(mark.word, which)

    def _against(self, mark: Found) -> None:
        """Take what is compared with; the change of a subject may be told some clauses later."""
        self._at.known.comparison = self._at.base(mark.word)
        words = of_no_year(self._at.clause(mark.start))
        if words and words not in GENERIC:
            self._at.pending = self._at.spoken_of(words)

    def _bracket(self, _mark: Found) -> None:
        """Begin a bracket; behind a subject that nobody knows, it is of that subject."""
        current = self._at.frames.current
        self._outside.append(self._at.period)
        if current and current.address is None and self._at.frames.parent:
            self._at.period = Base.OTHER
        self._at.frames.open_bracket()

    def _bracket_end(self, _mark: Found) -> None:
        self._at.frames.close_bracket()
        if self._outside:
            self._at.period = self._outside.pop()

    def _budgeted(self, _mark: Found) -> None:
        """Take what follows in the sentence for a budget's, or a member's: not this unit's outturn."""
        self._at.period = Base.OTHER

    def _nothing(self, mark: Found) -> None:
        """Take that there was none; 「公务接待费无支出，占0%」 names it before."""
        before = of_no_year(self._at.clause(mark.start))
        is_named_before = mark.word in GENERIC and before not in GENERIC
        if is_named_before:
            self._at.frames.begin(before, self._at.address(before))
        meant = addresses_of_nothing(before if is_named_before else mark.word, self._at.topic)
        if meant and self._at.period is Base.OUTTURN:
            start = self._at.start(mark.start) if is_named_before else mark.start
            self._at.add(Nothing(meant, self._at.span(start, mark.end)))

    def _against_budget(self, mark: Found) -> None:
        frame = self._at.frames.current
        if frame and frame.outturn and frame.budgets:
            direction, stage = direction_of(mark.more), stage_of(mark.word)
            span = self._at.span(mark.start, mark.end)
            self._at.add(Compared(frame.outturn, frame.budgets, stage, direction, span))

    def _flat(self, mark: Found) -> None:
        base = self._at.base(mark.word)
        frame = self._at.spoken_of(of_no_year(self._at.clause(mark.start)))
        if base is Base.LAST_YEAR and frame and not mark.more:
            span = self._at.span(mark.start, mark.end)
            same = Direction.SAME
            self._at.add(Changed(frame.outturn, frame.subject, frame.address, base, span, same))

    _TAKES: ClassVar[Mapping[Mark, Callable[[PassageReader, Found], None]]] = {
        Mark.SENTENCE: _sentence,
        Mark.SEMICOLON: _semicolon,
        Mark.LIST: _list,
        Mark.ITEM: _item,
        Mark.BRACKET: _bracket,
        Mark.BRACKET_END: _bracket_end,
        Mark.MEMBER: _budgeted,
        Mark.AGAINST: _against,
        Mark.BUDGET: _against_budget,
        Mark.BUDGETED: _budgeted,
        Mark.FLAT: _flat,
        Mark.NONE: _nothing,
    }

    # --- numbers ----------------------------------------------------------------------------

    def _number(self, number: Number) -> None:
        """Turn a number into a claim, a class, or what nobody understood."""
        if number.start < self._taken:
            return
        clause = self._at.clause(number.start)
        if number.kind in {Kind.PERCENT, Kind.TIMES}:
            self._rate(number, self._said_of_rate(clause))
        elif number.kind in {Kind.AMOUNT, Kind.COUNT}:
            self._measured(number, clause)
        elif number.kind is Kind.POINTS:
            self._at.class_(number.kind.value)
        else:
            self._at.known.reading.unread.append(self._at.around(number))

    def _rate(self, number: Number, said: Said) -> None:
        """Take a percentage, or as many at once as there are parts that they are shares of."""
        run = self._runs.get(number.start, ()) if said.lead is Lead.SHARE else ()
        rates = [self._comparing.printed(each) for each in run]
        if rates and shared(self._at, said, rates, self._stating.together):
            self._taken = run[-1].end
        else:
            self._comparing.rate(number, said)

    def _said_of_rate(self, clause: str) -> Said:
        """Return what leads to a percentage; its budget may stand between: 完成预算27万元的63.2%."""
        last = self._at.last
        if clause == "的" and last and last.base in BUDGETS:
            return Said(Lead.COMPLETION, "", last.base)
        return said_of_rate(clause)

    def _measured(self, number: Number, clause: str) -> None:
        """Take an amount or a count: a change, or what something is."""
        amount, printed = self._ranges.get(number.start) or _exactly(number)
        said = said_of_amount(clause)
        if said.lead is Lead.CHANGE and number.kind is Kind.AMOUNT:
            span = self._at.span(number.start, number.end)
            self._comparing.changed(said, Printed(number, printed, span, amount), number)
        elif said.lead is Lead.CHANGE:
            self._at.class_("数量的增减")
        else:
            self._stating.stated(number, said, amount, printed)


def _exactly(number: Number) -> tuple[Decimal, Range]:
    """Return a count, which nobody has rounded."""
    return number.value, Range.around(number.value, Decimal(0))
