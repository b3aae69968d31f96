"""The sources of facts that an input file states: where in the file, and what it says itself."""

from __future__ import annotations

import re

from juesuan_tables.model import Accounts
from juesuan_tables.terms import glossary

_LISTS = "|".join(re.escape(glossary()[name]) for name in Accounts.FACTS)
_IN_A_FILE = re.compile(rf".*? (?:{_LISTS})第\d+条(?:（(.*)）)?", re.DOTALL)


def source_in(name: str, place: str, origin: str) -> str:
    """Return the source of a fact that stands in a file, which says of its ``origin`` what it says.

    >>> source_in("某局.yaml", "支出第3条", "财决.xls!支出!D7")
    '某局.yaml 支出第3条（财决.xls!支出!D7）'
    """
    return f"{name} {place}（{origin}）" if origin else f"{name} {place}"


def origin_of(source: str) -> str:
    """Return what an input file says of a fact's origin; a place in such a file is none by itself.

    So facts that are written and read again and again keep their origin, and it never grows.

    >>> origin_of("某局.yaml 支出第3条（财决.xls!支出!D7）"), origin_of("某局.yaml 支出第3条")
    ('财决.xls!支出!D7', '')
    """
    if written := _IN_A_FILE.fullmatch(source):
        return written[1] or ""
    return source
