"""How far two names are apart, in characters."""

from __future__ import annotations


def is_one_edit(left: str, right: str) -> bool:
    """Return whether two texts differ by one character more, less or other, or by two swapped."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    one, other = left[start:], right[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]
