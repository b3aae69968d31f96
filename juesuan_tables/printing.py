"""PDFs that are wanted, printed all at once: starting LibreOffice takes longer than a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.errors import OutputError, Problem, shortened
from juesuan_tables.files import MOST_OF_A_PATH, write_all
from juesuan_tables.writers.pdf import pdf

if TYPE_CHECKING:
    from pathlib import Path


class Printing:
    """Collects Word documents, and prints them into PDFs beside them when it is told to."""

    def __init__(self) -> None:
        """Begin with none."""
        self._documents: dict[Path, bytes] = {}

    def add(self, path: Path, document: bytes) -> None:
        """Remember to print a Word document, which lies or would lie at ``path``."""
        self._documents[path] = document

    def finish(self) -> tuple[Path, ...]:
        """Write all PDFs and return where they are.

        Raise ``OutputError`` where they cannot be printed: the Word documents then lie in their
        places, and every problem says how to make the PDF of one by hand.
        """
        documents, self._documents = self._documents, {}
        try:
            made = pdf([*documents.values()])
        except OutputError as error:
            write_all(documents)
            why = error.problems[0].what
            raise OutputError(_by_hand(path, why) for path in documents) from error
        targets = [*map(_target, documents)]
        write_all(dict(zip(targets, made, strict=True)))
        return tuple(targets)


def _target(path: Path) -> Path:
    """Return where the PDF of a Word document belongs."""
    return path.with_suffix(".pdf")


def _by_hand(path: Path, why: str) -> Problem:
    """Say that a PDF is missing, and how to make it from the Word document with WPS."""
    old = "，原来的文件没有更新" if _target(path).exists() else ""
    word = shortened(str(path), MOST_OF_A_PATH)
    return Problem(
        shortened(str(_target(path)), MOST_OF_A_PATH),
        f"{why}{old}",
        f"请用 WPS 打开 {word}，点“文件”→“输出为PDF”，存在同一文件夹；或者安装 LibreOffice 后重新生成",
    )
