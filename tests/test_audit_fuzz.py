"""Damaged texts: whatever they say, an audit ends with a result, and soon."""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING

import pytest

import juesuan_tables as jt
from juesuan_tables.auditing import Audit, audit_document
from juesuan_tables.reading.documents import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
LONGEST = 10
"""Seconds that no text may take."""
CAMPAIGN = os.environ.get("HYPOTHESIS_PROFILE") == "campaign"
ROUNDS = 10_000 if CAMPAIGN else 120
FILES = 200 if CAMPAIGN else 12
STRANGE = "0123456789０１２.．,，%％‰万亿元年月日（）()[]【】《》“”、；：。—-－+＋占为比增减\u3000\u200b\x00\ufeff\n\t□XX…𠮷😀é"


def _sources() -> list[str]:
    """Return the planted documents and a publication of ours, as text."""
    planted = sorted((ROOT / "tests" / "audited").glob("*.[tm]*"))
    report = jt.build_report(jt.load_accounts(ROOT / "examples" / "whole-2024.yaml"))
    return [*(path.read_text(encoding="utf-8") for path in planted), jt.text(report).decode()]


def _cut(text: str, random: Random) -> str:
    start, end = sorted(random.sample(range(len(text) + 1), 2))
    return text[start:end] if random.random() < 1 / 2 else text[:start] + text[end:]


def _repeated(text: str, random: Random) -> str:
    sentences = text.split("。")
    place = random.randrange(len(sentences))
    again = sentences[place : place + random.randrange(1, 4)] * random.randrange(1, 6)
    return "。".join(sentences[:place] + again + sentences[place:])


def _numbers_swapped(text: str, random: Random) -> str:
    numbers = re.findall(r"\d[\d,.]*", text)
    random.shuffle(numbers)
    return re.sub(r"\d[\d,.]*", lambda _: numbers.pop(), text)


def _strange(text: str, random: Random) -> str:
    characters = list(text)
    for _ in range(random.randrange(1, 40)):
        characters[random.randrange(len(characters))] = random.choice(STRANGE)
    return "".join(characters)


def _any_character(text: str, random: Random) -> str:
    place = random.randrange(len(text))
    planes = [(0x20, 0x2FFF), (0x3000, 0xD7FF), (0xE000, 0x1FFFF)]
    added = (chr(random.randint(*random.choice(planes))) for _ in range(random.randrange(1, 30)))
    return text[:place] + "".join(added) + text[place:]


def _lines_joined(text: str, random: Random) -> str:
    return re.sub(r"\n", lambda _: random.choice(["", "\n", "\n\n", " "]), text)


def _lines_shuffled(text: str, random: Random) -> str:
    lines = text.split("\n")
    random.shuffle(lines)
    return "\n".join(lines)


def _without(text: str, random: Random) -> str:
    return text.replace(random.choice("，。；：、万元%年（）第一"), "")


def _wider(text: str, random: Random) -> str:
    """Give a number hundreds of digits."""
    places = [match.start() for match in re.finditer(r"\d+", text)] or [0]
    place = random.choice(places)
    return text[:place] + random.choice("1290") * random.randrange(20, 900) + text[place:]


DAMAGES: tuple[Callable[[str, Random], str], ...] = (
    _cut,
    _repeated,
    _numbers_swapped,
    _strange,
    _any_character,
    _lines_joined,
    _lines_shuffled,
    _without,
    _wider,
)
SENTENCE = "其中：基本支出1.00万元，占1.00%；"
LENGTH, TIMES = 19_000, 50 if CAMPAIGN else 4
"""Characters of a paragraph as long as one may be, and how many of them a text has."""


def _repeat(text: str, most: int = LENGTH) -> str:
    return text * (most // len(text))


LONG = {
    "digits": "1" * LENGTH,
    "shares": "占" * LENGTH,
    "digits-with-unit": "1" * LENGTH + "万元",
    "numbers": _repeat("12.34万元，"),
    "growth": _repeat("增长"),
    "brackets": "（" * (LENGTH // 2) + "）" * (LENGTH // 2),
    "brackets-in-turn": _repeat("（（）"),
    "opened": _repeat("“"),
    "among-them": _repeat("其中："),
    "totals": _repeat("本年支出合计9.00万元，"),
    "parts": "本年支出合计9.00万元，" + _repeat(SENTENCE),
    "names": "主要包括" + _repeat("办公费、"),
    "respectively": "各为"
    + _repeat("1.00万元、", LENGTH // 3)
    + "；分别为"
    + _repeat("2.00万元、", LENGTH // 3),
    "one-passage": _repeat("与2017年相比，增加1.00万元，增长1.00%，") + "。",
    "passages": _repeat("2018年度收、支总计1.00万元。与2017年相比，增加1.00万元，增长1.00%。\n"),
    "headings": "".join(f"（{'一' * (n % 9 + 1)}）{n}\n" for n in range(LENGTH // 12)),
    "years": _repeat("2018年度"),
    "placeholders": _repeat("X"),
    "points": _repeat("1."),
    "commas": _repeat("1,"),
    "percents": _repeat("1%"),
    "blanks": _repeat(" "),
    "lines": _repeat("\n"),
    "cells": _repeat("|1.00"),
    "rows": _repeat("|合计|1.00|\n"),
}
"""Paragraphs without end, one for each thing that a grammar may look for again and again."""


def _audit(text: str, folder: Path, suffix: str) -> tuple[Audit | None, float]:
    """Return the audit of a text, None where it is refused with a clear error, and its seconds."""
    path = folder / f"damaged{suffix}"
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    return _audited(path)


def _audited(path: Path) -> tuple[Audit | None, float]:
    """Return the audit of a file, None where it is refused with a clear error, and its seconds."""
    start = process_time()
    try:
        audit = audit_document(read_document(path))
    except jt.JuesuanError:
        return None, process_time() - start
    return audit, process_time() - start


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damaged_text_ends_in_a_result(
    damage: Callable[[str, Random], str], tmp_path: Path
) -> None:
    """Each kind of damage, alone and upon others, in every document."""
    random = Random(damage.__name__)  # noqa: S311 repeatable
    sources = _sources()

    for _ in range(ROUNDS // len(DAMAGES)):
        text = damage(random.choice(sources), random)
        for other in random.sample(DAMAGES, random.randrange(3)):
            text = other(text, random) if text else text
        audit, seconds = _audit(text, tmp_path, random.choice([".txt", ".md", ".html"]))

        assert seconds < LONGEST, text[:300]
        assert audit is None or all(str(finding) for finding in audit)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("kind", LONG)
def test_a_text_without_end_takes_no_time_without_end(
    kind: str, suffix: str, tmp_path: Path
) -> None:
    """No rule looks through a text again for every word of it."""
    audit, seconds = _audit("\n\n".join([LONG[kind]] * TIMES), tmp_path, suffix)

    assert seconds < LONGEST * (2 if CAMPAIGN else 1)
    assert audit is not None or kind in {"blanks", "lines"}


@pytest.mark.parametrize("kind", LONG)
def test_a_longer_paragraph_than_any_publication_has_is_refused(kind: str, tmp_path: Path) -> None:
    """Or it is none: blanks and lines end paragraphs."""
    audit, seconds = _audit(LONG[kind] * 2, tmp_path, ".txt")

    assert seconds < LONGEST
    assert audit is None or "\n" in LONG[kind]


def _files() -> dict[str, bytes]:
    """Return a Word document of ours, and the real PDF where it is at hand."""
    report = jt.build_report(jt.load_accounts(ROOT / "examples" / "lusong-2018.yaml"))
    real = ROOT.parent / "shared" / "reference" / "shegongbu-2024.pdf"
    found = {".docx": jt.document(report)}
    return found | ({".pdf": real.read_bytes()} if real.exists() else {})


def _damaged(content: bytes, random: Random) -> bytes:
    """Cut a file short, or overwrite, take away or repeat some of its bytes."""
    start = random.randrange(len(content))
    end = min(start + random.choice([1, 20, 3_000]), len(content))
    return random.choice(
        [
            content[:start],
            content[:start] + random.randbytes(end - start) + content[end:],
            content[:start] + bytes(end - start) + content[end:],
            content[:start] + content[end:],
            content[:end] + content[start:],
        ]
    )


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_damaged_file_ends_in_a_result_or_a_clear_error(suffix: str, tmp_path: Path) -> None:
    """Bytes lost or changed: refused in words, or audited as far as it is read."""
    files, random = _files(), Random(suffix)  # noqa: S311 repeatable
    if suffix not in files:
        pytest.skip("no such file at hand")

    for _ in range(FILES if suffix == ".docx" else FILES // 6):
        path = tmp_path / f"damaged{suffix}"
        path.write_bytes(_damaged(files[suffix], random))
        audit, seconds = _audited(path)
        assert seconds < LONGEST
        assert audit is None or all(str(finding) for finding in audit)


def test_an_empty_text_is_audited_or_refused_clearly(tmp_path: Path) -> None:
    """Nothing to look at is no reason to fail."""
    audit, _ = _audit("", tmp_path, ".txt")

    assert audit is None or not list(audit.unread)
