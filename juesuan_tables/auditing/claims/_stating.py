"""Amounts and counts that a text states: of what, and which of its amounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._counts import amount_of_count, award_address, count_address
from juesuan_tables.auditing.claims._model import BUDGETS, Base, Quantity, Stated
from juesuan_tables.auditing.claims._numbers import Kind, Number
from juesuan_tables.auditing.claims._subjects import GENERIC, YEAR, canonical, of_no_year
from juesuan_tables.auditing.claims._topics import TopicOf

if TYPE_CHECKING:
    from decimal import Decimal

    from juesuan_tables.auditing._ranges import Range
    from juesuan_tables.auditing.claims._frames import Frame
    from juesuan_tables.auditing.claims._leads import Said
    from juesuan_tables.auditing.claims._place import Place

_FUND = re.compile(r"(?:一般公共预算|政府性基金预算|国有资本经营预算)(?:财政拨款)?")
_OF_THE_YEAR = frozenset(("本年收入", "本年支出", "本年收入合计", "本年支出合计"))
_ABROAD = re.compile(r"外宾|外事|国\(境\)外")
"""Whose reception is counted apart."""
_BOTH = re.compile(r"^(.*?)收(?:入)?[、和]?支(?:出)?(总计|合计|总额)$")
"""收、支总计, where each has an amount of its own."""
_ALIKE = re.compile(r"(?<![人平])均[为是]$")
_LISTED = re.compile(r"分别(?:为|是|各为)?$|各为$")


class Stating:
    """Takes what a passage states."""

    def __init__(self, at: Place) -> None:
        """Begin with a passage."""
        self._at = at
        self._listed: list[str] = []
        self.together: list[Quantity] = []
        """What the sentence stated of several subjects at once."""
        self._counted: str | None = None

    def end_sentence(self) -> None:
        """Forget the names of several numbers."""
        self._listed, self.together = [], []

    def stated(self, number: Number, said: Said, amount: Decimal, printed: Range) -> None:
        """Take what something is."""
        name = self._listed_name(said.words)
        words = canonical(name) if name else of_no_year(said.words)
        words = self._qualified(words)
        address, base = self._address(words, number), self._base(said)
        if other := self._of_other_matters(number):
            address, base = other, Base.OUTTURN
        if number.kind is Kind.COUNT and address is None and not self._is_vehicle(number):
            self._at.class_(Kind.OTHER.value)
            return
        self._at.pending = None
        if _ALIKE.search(said.words) and self._is_alike(number, amount, printed):
            return
        frame = self._frame(words, address, base, again="决算" in said.words)
        span = self._at.span(self._at.start(number.start), number.end)
        quantity = Quantity(
            number, printed, span, frame.subject, frame.address, base, self._at.topic, amount
        )
        before = frame.quantities.get(base)
        if before and base is not Base.OTHER:
            self._at.known.reading.same.append((before, quantity))
        self._at.frames.stated(quantity)
        if quantity.key:
            self._at.known.by_address.setdefault(quantity.key, quantity)
        self._at.last = quantity
        self.together = [*self.together, quantity] if name else []
        self._at.add(Stated(quantity, span))

    def _is_alike(self, number: Number, amount: Decimal, printed: Range) -> bool:
        """Take 「与上年持平，均为…」 for the same amount once more, if one was told before."""
        frame = self._at.frames.current
        if frame is None or frame.outturn is None or frame.outturn.number.kind is not number.kind:
            return False
        span = self._at.span(self._at.start(number.start), number.end)
        base, topic = Base.OUTTURN, self._at.topic
        same = Quantity(number, printed, span, frame.subject, frame.address, base, topic, amount)
        self._at.known.reading.same.append((frame.outturn, same))
        self._at.add(Stated(same, span))
        return True

    def _qualified(self, words: str) -> str:
        """Return 本年支出 with the fund that the passage speaks of, if it speaks of one."""
        if found := _FUND.match(words):
            self._at.qualifier = found[0]
        elif words in _OF_THE_YEAR:
            return f"{self._at.qualifier}{words}"
        return words

    def _base(self, said: Said) -> Base:
        """Return which amount it is: that of the period spoken of, unless its words say more."""
        if said.before:
            return self._at.base(said.before)
        frame = self._at.frames.current
        parent = frame if frame and frame.listing else self._at.frames.parent
        if said.base is not Base.OUTTURN:
            this_year = self._at.period is Base.OUTTURN or said.base is Base.LAST_YEAR
            return said.base if this_year else Base.OTHER
        if parent and parent.listing and parent.budgets and not parent.outturn:
            return next(iter(parent.budgets))
        return self._at.period

    def _listed_name(self, words: str) -> str:
        """Return the name that belongs to the next of several numbers: 收入、支出分别为A、B."""
        if _LISTED.search(words):
            said = _LISTED.sub("", YEAR.sub("", words))
            self.together = []
            both = _BOTH.sub(r"\1收入\2、\1支出\2", said)
            self._listed = [name for name in re.split(r"[、和及与]", both) if name]
        elif words.strip("、，和及与"):
            self._listed = []
        return self._listed.pop(0) if self._listed else ""

    def _address(self, words: str, number: Number) -> str | None:
        if number.kind is Kind.COUNT:
            current, lead = self._at.frames.current, self._lead(number).lstrip("，、；")
            if current and _ABROAD.search(current.subject):
                lead = f"{current.subject}{lead}"
            counted = count_address(lead, number.unit, self._at.topic)
            self._counted = counted or self._counted
            return counted
        parent = self._at.frames.current
        parts = {"基本支出": "basic", "项目支出": "project"}
        if parent and parent.listing and parent.address and words in parts:
            table, row, column = parent.address.split(".")
            if row != "total" and column == "total":
                return f"{table}.{row}.{parts[words]}"
        return self._at.address(words)

    def _is_vehicle(self, number: Number) -> bool:
        """Return whether a count is of some kind of vehicles, among the kinds of all."""
        parent = self._at.frames.current
        listing = parent and (parent.listing or self._at.frames.parent)
        return bool(self._at.topic is TopicOf.ASSETS and number.unit == "辆" and listing)

    def _lead(self, number: Number) -> str:
        return self._at.plain.text[self._at.last_end : number.start]

    def _of_other_matters(self, number: Number) -> str | None:
        """Return the address of an amount that the clauses before it name, not its own words."""
        if number.kind is Kind.AMOUNT and self._at.topic is TopicOf.PROCUREMENT:
            return award_address(self._lead(number))
        if number.kind is Kind.AMOUNT and self._at.topic is TopicOf.PERFORMANCE:
            return amount_of_count(self._counted, self._lead(number))
        return None

    def _frame(self, words: str, address: str | None, base: Base, *, again: bool) -> Frame:
        """Return the subject that an amount is of: the one spoken of, or a new one."""
        if not words and (base in BUDGETS or again):
            self._at.frames.back_to_item()
        frame = self._at.frames.current
        inherits = not words or (address is None and words in GENERIC)
        same = frame and (frame.subject == words or (address and frame.address == address))
        again = again and not words and bool(frame and (frame.budgets or frame.is_item))
        open_ = frame and (base not in frame.quantities or base in BUDGETS or again)
        if frame and (inherits or same) and not frame.listing and open_:
            return frame
        return self._at.frames.begin(words, address)
