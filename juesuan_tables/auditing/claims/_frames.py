"""What a paragraph is speaking of: a total, its parts, and the parts of those."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._model import BUDGETS, Base, Quantity, Summed

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMEMBERED = 50
"""Subjects of a passage that later sentences may mean."""
_NESTED = 3
"""How deep the parts of a part stand: at 「；」 the list above goes on."""


@dataclass(slots=True, eq=False)
class Frame:
    """A subject and what was said of it so far.

    ``listing`` says that its parts are being named, ``is_item`` that it was named with its 项,
    ``is_share`` that its share of an unnamed whole was told: it is a part itself.
    """

    subject: str
    address: str | None
    quantities: dict[Base, Quantity] = field(default_factory=dict)
    sum: Summed | None = None
    listing: bool = False
    is_item: bool = False
    is_share: bool = False

    @property
    def outturn(self) -> Quantity | None:
        """Return the amount that was stated of it."""
        return self.quantities.get(Base.OUTTURN)

    @property
    def budgets(self) -> dict[Base, Quantity]:
        """Return its budgets."""
        return {base: each for base, each in self.quantities.items() if base in BUDGETS}


class Frames:
    """The subjects that a paragraph is about, from the outermost to the one spoken of."""

    def __init__(self) -> None:
        """Begin with none."""
        self.stack: list[Frame] = []
        self.sums: list[Summed] = []
        self.carried: Frame | None = None
        """What the passage before left open."""
        self._roots = 0
        self._several = False
        self._before: list[list[Frame]] = []
        self.item: Frame | None = None
        self.seen: deque[Frame] = deque(maxlen=_REMEMBERED)
        """The subjects of the passage so far."""

    def open_bracket(self) -> None:
        """Let what a bracket names be the parts of what stands before it."""
        self._before.append([*self.stack])
        self.open_list()

    def close_bracket(self) -> None:
        """Go back to what was spoken of before the bracket."""
        if self._before:
            self.stack = self._before.pop()
            if self.current:
                self.current.listing = False

    def carry(self, frame: Frame) -> None:
        """Begin with what the passage before left open."""
        self.stack.append(frame)
        self.seen.append(frame)
        self.carried = frame
        self.item = frame if frame.is_item else None

    def begin_item(self, subject: str, address: str | None) -> None:
        """Begin a subject that is named with its 项: its budget and outturn may follow anywhere."""
        self.stack.clear()
        self.item = self.begin(subject, address)
        self.item.is_item = True

    def back_to_item(self) -> None:
        """Speak of the item again, if the passage is about one."""
        if self.item:
            self.stack = [self.item]

    @property
    def current(self) -> Frame | None:
        """Return the subject spoken of."""
        return self.stack[-1] if self.stack else None

    @property
    def parent(self) -> Frame | None:
        """Return what the subject is a part of."""
        return self.stack[-2] if len(self.stack) > 1 else None

    def open_list(self) -> None:
        """Let what follows be the parts of the current subject.

        Behind a sentence on several subjects, none of them is what parts are named of.
        """
        if self._several:
            self.stack.clear()
        if self.current and self.current.quantities:
            self.current.listing = True

    def begin(self, subject: str, address: str | None) -> Frame:
        """Begin a subject: a part of the one that lists its parts, or one after the current."""
        if self.current and not self.current.listing:
            self.stack.pop()
        frame = Frame(subject, address)
        self._roots += not self.stack
        self._several = False
        self.stack.append(frame)
        self.seen.append(frame)
        return frame

    def stated(self, quantity: Quantity) -> None:
        """Add an amount to the current subject, and to the sum of what that is part of."""
        if not self.current:
            return
        self.current.quantities[quantity.base] = quantity
        parent = self.parent
        whole = parent.quantities.get(quantity.base) if parent and parent.listing else None
        if parent and whole and whole.number.unit == quantity.number.unit:
            if parent.sum is None or parent.sum.whole is not whole:
                parent.sum = Summed(whole)
                self.sums.append(parent.sum)
            parent.sum.parts.append(quantity)
            parent.sum.shares.append(None)

    def semicolon(self) -> None:
        """Go back to the list that goes on behind a semicolon."""
        depth = 1 if self.stack and self.stack[0].is_share else _NESTED - 1
        if len(self.stack) > depth:
            del self.stack[depth:]
            self.stack[-1].listing = False

    def end_sentence(self) -> None:
        """Go back to what the sentence was about; its list is over.

        Where the passage before left a list open, the sentence is about one of the parts.
        """
        if len(self.stack) > 1 and self.stack[0] is self.carried:
            del self.stack[0]
        self._several, self._roots = self._roots > 1, 0
        del self.stack[1:]
        for frame in self.stack:
            frame.listing = False

    def known(self) -> Iterator[Frame]:
        """Yield the subjects, the nearest first."""
        return reversed(self.stack)
