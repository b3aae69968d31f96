"""Golden files: text that was read by a person once, and must not change unseen."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def golden(name: str, text: str) -> None:
    """Compare ``text`` with the golden file; ``make golden`` writes it anew instead."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")

    assert text == path.read_text(encoding="utf-8"), f"{name} differs; see `make golden`"
