"""A file of the folder → what it is: whose publication of which year, or why it cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables import auditing, audits
from juesuan_tables.errors import JuesuanError, shortened, system_reason
from juesuan_tables.files import MOST_OF_A_PATH, hash_of, hash_of_bytes
from juesuan_tables.passages import PassageKind
from juesuan_tables.reading.official import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from juesuan_tables.auditing import Audited
    from juesuan_tables.passages import Passage
    from juesuan_tables.reading.documents import Document
    from juesuan_tables.reviewing._pool import Lost
    from juesuan_tables.terms import Entity

_AMOUNT = re.compile(r"\d\s*[百千万亿]*元")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年")
_SECTION = 2
"""The level of the headings of sections: those above are titles."""
_FORMATS = (".docx", ".html", ".htm", ".md", ".markdown", ".txt", ".pdf", ".xlsx", ".xls")
"""Of two files that say the same, the first is read with the fewest doubts."""
_DECIMAL = re.compile(r"\d+\.\d+")


class ToSee(NamedTuple):
    """A file, and where it is."""

    folder: str
    path: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was looked at; ``path`` is relative to the folder.

    ``document`` is None where it could not be read, and ``problem`` says why. ``text`` says that it
    has an explanation; ``tables`` is how many official tables it has. ``digest`` is that of the file,
    ``words`` that of its explanation, ``numbers`` that of the decimals in it. ``budget`` says that it is a budget, not accounts.
    """

    path: str
    document: Document | None = None
    problem: str = ""
    unit: str | None = None
    entity: Entity | None = None
    year: int | None = None
    whole: bool = False
    text: bool = False
    tables: int = 0
    published: tuple[date, ...] = ()
    digest: str = ""
    words: str = ""
    numbers: str = ""
    budget: bool = False

    @property
    def shown(self) -> str:
        """Return the path as lists show it: one line, printable, not too long."""
        return shortened(self.path, MOST_OF_A_PATH)

    @property
    def rank(self) -> tuple[bool, bool, int, int, str]:
        """Return what sorts the files of one department: the most complete first."""
        suffix = Path(self.path).suffix.lower()
        form = _FORMATS.index(suffix) if suffix in _FORMATS else len(_FORMATS)
        return not self.text, not self.whole, -self.tables, form, self.path


def seen(asked: ToSee) -> Seen:
    """Look at a file; what is wrong with it is told, not raised."""
    path, digest = Path(asked.folder, asked.path), ""
    try:
        digest = hash_of(path)
        if not path.stat().st_size:
            return Seen(asked.path, problem="是空文件（0字节），请重新报送", digest=digest)
        read = audits.read_finished(path)
    except JuesuanError as error:
        told = "；".join(f"{each.what}，{each.advice}" for each in error.problems)
        return Seen(asked.path, problem=told, year=_year_of_name(asked.path), digest=digest)
    except OSError as error:
        what = f"读不出来（{system_reason(error)}），请检查后重新审核"
        return Seen(asked.path, problem=what, digest=digest)
    if read is None:
        what = "是输入的数（填报表、财决报表、YAML等），不是公开的文件"
        return Seen(asked.path, problem=what, digest=digest)
    return _seen(asked.path, read, digest)


def of_lost(asked: ToSee, lost: Lost) -> Seen:
    """Return what is known of a file on which the work was lost."""
    return Seen(asked.path, problem=lost.why, year=_year_of_name(asked.path))


def _seen(path: str, read: Document, digest: str) -> Seen:
    audited = auditing.audited_document(read)
    tables = audited.tables
    paragraphs = [each for each in read.passages if each.kind is PassageKind.PARAGRAPH]
    kind = tables.entity if tables else None
    return Seen(
        path,
        read,
        unit=_unit(audited),
        entity=kind or origin_of(each.text for each in _titles(read.passages)).entity,
        year=audited.year or _year_of_name(path),
        whole=audited.whole,
        text=any(_AMOUNT.search(each.text) for each in paragraphs),
        tables=len(tables.cells) if tables else 0,
        published=auditing.published_on(audited),
        digest=digest,
        words=_digest(paragraphs),
        numbers=_digest_of_numbers(paragraphs),
        budget=_is_budget(path, read.passages),
    )


def _unit(audited: Audited) -> str | None:
    """Return the unit that a document names: tables alone say it in their heads, not in their notes."""
    tables = audited.tables
    return (tables.unit if tables and not audited.whole else None) or audited.unit


def _titles(passages: Sequence[Passage]) -> Iterable[Passage]:
    return (each for each in passages if each.kind in {PassageKind.COVER, PassageKind.HEADING})


def _is_budget(path: str, passages: Sequence[Passage]) -> bool:
    """Return whether titles and the file's name speak of a budget, and none of them of accounts."""
    titles = [Path(path).stem, *(each.text for each in _titles(passages) if each.level < _SECTION)]
    return any("预算" in each for each in titles) and not any("决算" in each for each in titles)


def _digest(paragraphs: Iterable[Passage]) -> str:
    text = "".join("".join(each.text.split()) for each in paragraphs)
    return hash_of_bytes(text.encode(errors="surrogatepass"))


def _digest_of_numbers(paragraphs: Iterable[Passage]) -> str:
    """Return the same for all formats of a document, however they break its lines."""
    text = "\n".join("".join(each.text.split()) for each in paragraphs)
    found = _DECIMAL.findall(text)
    return hash_of_bytes(" ".join(found).encode()) if found else ""


def _year_of_name(path: str) -> int | None:
    found = _YEAR.search(Path(path).name)
    return int(found[1]) if found else None
