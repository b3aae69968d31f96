"""How checks put a disagreement into words."""

from juesuan_tables.figure import Figure


def difference(left: Figure, right: Figure) -> str:
    """Return by how much two figures differ: in 万元 as shown, in 元 where that would be 0.00."""
    shown = Figure("", abs(left.amount - right.amount))
    return str(shown) if shown.shown else f"{shown.amount:.2f}元"


def more_or_less(left: Figure, right: Figure) -> str:
    """Return whether the left figure is more (多) or less (少) than the right one."""
    return "多" if left.amount > right.amount else "少"
