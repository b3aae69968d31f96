"""PDF: printed by an installed LibreOffice, all at once, and nothing in it tells so."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import sys
import time
import unicodedata
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pdfplumber
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.cli import cli
from juesuan_tables.printing import Printing
from juesuan_tables.publication import DEFAULT_FORMATS, FORMATS
from juesuan_tables.writers import pdf as writer

if TYPE_CHECKING:
    from collections.abc import Callable

needs_soffice = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="the program is a script")
FAKE = b"%PDF-1.6\n1 0 obj<</Creator<FEFF0057>>>endobj\n%%EOF\n"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return what puts a script in LibreOffice's place, and says where it may note something."""

    def install(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        noted = tmp_path / "noted"
        path = folder / "soffice"
        path.write_text(f"#!{sys.executable}\nnoted = {str(noted)!r}\n{script}", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        return noted

    return install


@pytest.fixture
def no_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take LibreOffice away."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(writer, "_PLACES", ())


_PRINTS = f"""
import pathlib, sys
with open(noted, "a") as file:
    print(*sys.argv[1:], file=file)
for each in sys.argv[1:]:
    if each.endswith(".docx"):
        pathlib.Path(each).with_suffix(".pdf").write_bytes({FAKE!r})
"""


def _bytes(made: bytes) -> bytes:
    """Return a PDF with all its streams unpacked."""
    unpacked = [made]
    for match in re.finditer(rb"stream\r?\n", made):
        try:
            unpacked.append(zlib.decompressobj().decompress(made[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


@needs_soffice
def test_what_is_printed_can_be_read_and_says_only_whose_it_is(lusong: jt.Report) -> None:
    """Chinese text and amounts come out again; title and author are the unit's, no tool, no now."""
    (made,) = writer.pdf([jt.document(lusong)])

    with pdfplumber.open(io.BytesIO(made)) as opened:
        assert opened.metadata == {"Title": lusong.title, "Author": lusong.accounts.unit}
        text = "".join(page.extract_text() for page in opened.pages[2:16])
    read = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    assert lusong.accounts.unit in read
    assert "支出决算表" in read
    assert f"{lusong.figures['expenditure.total.total'].shown:.2f}" in read
    everything = _bytes(made)
    for word in ("LibreOffice", "python", "docx", "juesuan", "Producer", "Creator", "DocChecksum"):
        assert word.encode() not in everything
        assert word.encode("utf-16-be").hex().upper().encode() not in everything
    today = dt.datetime.now(dt.UTC).date()
    assert f"{today:%Y%m%d}".encode() not in everything
    assert f"{today:%Y-%m-%d}".encode() not in everything


@needs_soffice
def test_the_same_documents_are_printed_to_the_same_bytes() -> None:
    """All are printed by one process, in order; no time and no random name is left in any."""
    documents = [_word(text) for text in ("甲单位", "乙单位 12.34万元")]

    made = writer.pdf(documents)

    for text, each in zip(("甲单位", "乙单位 12.34万元"), made, strict=True):
        with pdfplumber.open(io.BytesIO(each)) as opened:
            assert opened.pages[0].extract_text() == text
    assert writer.pdf(documents) == made


def _word(text: str) -> bytes:
    """Return a Word document of one paragraph."""
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


@given(st.from_regex(rb"(\([A-Za-z :'0-9]*\)|<[0-9A-F]*>)", fullmatch=True), st.binary())
def test_no_byte_changes_its_place(value: bytes, document: bytes) -> None:
    """The table of a PDF's objects counts bytes: what is taken away leaves as many blanks."""
    xmp = b"<xmp:CreatorTool>Writer 1</xmp:CreatorTool><pdf:Producer>X</pdf:Producer>"
    dates = b"<xmp:CreateDate>2026-11-25</xmp:CreateDate>"
    made = b"".join(
        (b"/Title<FEFF4E00>/Producer", value, b"/CreationDate(D:20261125)>>", xmp, dates,
         b"/ID [ <0123456789ABCDEF0123456789ABCDEF>\n<0123456789ABCDEF0123456789ABCDEF> ]\n")
    )  # fmt: skip

    cleaned = writer.cleaned(made, document)

    assert len(cleaned) == len(made)
    assert cleaned.startswith(b"/Title<FEFF4E00> ")
    gone = (b"Producer" + value, b"Date(", b"Writer 1", b">X<", b"2026", b"0123456789ABCDEF")
    assert not [each for each in gone if each in cleaned]


def test_pdf_is_made_only_on_request() -> None:
    """It needs a program that may be missing, and takes seconds."""
    assert "pdf" not in DEFAULT_FORMATS
    assert set(FORMATS) == {*DEFAULT_FORMATS, "pdf"}


@needs_posix
def test_many_inputs_are_printed_by_one_process(
    program: Callable[[str], Path], example: Path, tmp_path: Path
) -> None:
    """The command starts LibreOffice once, whatever the number of units."""
    noted = program(_PRINTS)
    inputs = [str(example), str(example.with_name("whole-2018.yaml"))]

    result = CliRunner().invoke(cli, ["build", *inputs, "-o", f"{tmp_path}/out", "--format", "pdf"])

    (call,) = noted.read_text().splitlines()
    assert call.split()[-2:] == ["0.docx", "1.docx"]
    made = sorted(tmp_path.glob("out/*/公开/*"))
    assert [path.suffix for path in made] == [".pdf", ".pdf"]
    assert all(f"已生成 {path}" in result.output for path in made)
    assert {path.read_bytes() for path in made} == {FAKE.replace(b"/Creator<FEFF0057>", b" " * 18)}
    assert result.exit_code in {0, 1}


@needs_posix
def test_publishing_alone_prints_at_once(
    program: Callable[[str], Path], lusong: jt.Report, tmp_path: Path
) -> None:
    """``jt.publish(report, formats=["pdf"])`` returns the PDF among its files."""
    program(_PRINTS)

    done = jt.publish(lusong, tmp_path / "out", formats=["pdf"])

    assert [path.name for path in done.files if path.parent.name == "公开"] == [
        f"{lusong.title}.pdf"
    ]
    assert all(path.is_file() for path in done.files)


@pytest.mark.usefixtures("no_program")
def test_without_libreoffice_the_answer_says_how_to_use_wps(
    lusong: jt.Report, tmp_path: Path
) -> None:
    """All else is written, the Word document too, and its place stands in the steps."""
    with pytest.raises(jt.OutputError) as caught:
        jt.publish(lusong, tmp_path, formats=["md", "pdf"])

    folder = tmp_path / lusong.accounts.unit / "公开"
    word = folder / f"{lusong.title}.docx"
    assert str(caught.value) == (
        f"错误 {word.with_suffix('.pdf')}：没有找到 LibreOffice，不能生成。请用 WPS 打开 {word}，"
        f"点“文件”→“输出为PDF”，存在同一文件夹；或者安装 LibreOffice 后重新生成。"
    )
    assert caught.value.exit_code == 4
    assert {path.suffix for path in folder.iterdir()} == {".md", ".docx"}
    assert word.read_bytes() == jt.document(lusong)


@pytest.mark.usefixtures("no_program")
def test_an_old_pdf_that_was_not_renewed_is_mentioned(tmp_path: Path) -> None:
    """It may say what the new files no longer say."""
    printing = Printing()
    printing.add(tmp_path / "某局.docx", b"new")
    (tmp_path / "某局.pdf").write_bytes(b"old")

    with pytest.raises(jt.OutputError, match="原来的文件没有更新"):
        printing.finish()

    assert (tmp_path / "某局.docx").read_bytes() == b"new"


@needs_posix
def test_a_program_that_never_ends_is_killed_with_its_children(
    program: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time grows with the number of documents; then nothing of it is left running."""
    noted = program(
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "open(noted, 'w').write(str(child.pid))\n"
        "time.sleep(600)\n"
    )
    monkeypatch.setattr(writer, "SECONDS_TO_START", 1.5)
    monkeypatch.setattr(writer, "SECONDS_A_DOCUMENT", 0.5)

    with pytest.raises(jt.OutputError, match="LibreOffice 在 3 秒内没有完成"):
        writer.pdf([b"", b"", b""])

    child = int(noted.read_text())
    assert _gone(child)


def _gone(process: int) -> bool:
    """Return whether a process has ended, or is only waiting for somebody to take note of it."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            if "\nState:\tZ" in Path(f"/proc/{process}/status").read_text():
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


@needs_posix
def test_a_program_that_prints_too_little_is_an_error(program: Callable[[str], Path]) -> None:
    """A crash halfway must not pass for a publication."""
    program(_PRINTS.replace("sys.argv[1:]:", "sys.argv[-1:]:"))

    with pytest.raises(jt.OutputError, match="应生成 2 个文件，只生成了 1 个"):
        writer.pdf([b"", b""])


@needs_posix
@pytest.mark.parametrize("torn", [b"", FAKE[:20]], ids=["empty", "torn"])
def test_a_program_that_is_killed_while_it_writes_is_an_error(
    program: Callable[[str], Path], torn: bytes
) -> None:
    """What is no whole PDF takes the place of none."""
    program(_PRINTS.replace(f"{FAKE!r}", f"{torn!r}"))

    with pytest.raises(jt.OutputError, match="应生成 1 个文件，只生成了 0 个"):
        writer.pdf([b""])


@pytest.mark.usefixtures("no_program")
def test_nothing_to_print_needs_no_program() -> None:
    """A build without PDFs asks nobody."""
    assert Printing().finish() == ()
