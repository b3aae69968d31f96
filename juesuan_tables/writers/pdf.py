"""Word documents → PDF, printed by an installed LibreOffice, which is told of all at once.

It takes a second or two to start, whatever it then prints. What it says about itself and the
time of day is blanked out of its files, so that the same documents, printed in the same order by
the same program, give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from juesuan_tables.errors import OutputError, system_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS_TO_START = 60.0
SECONDS_A_DOCUMENT = 20.0
"""How long printing may take before it is given up; a document usually takes a second."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    *(
        f"{os.environ[folder]}\\LibreOffice\\program\\soffice.com"
        for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        if folder in os.environ
    ),
)
_SAID = re.compile(
    rb"/(?:Creator|Producer|CreationDate|ModDate)\s*(?:<[0-9A-Fa-f]*>|\([^()]*\))"
    rb"|/DocChecksum\s*/[0-9A-F]+"
    rb"|(?<=>)[^<>]*(?=</(?:pdf:Producer|xmp:CreatorTool|xmp:\w+Date)>)"
)
_BEGINS, _ENDS = b"%PDF-", b"%%EOF"
_ID = re.compile(rb"(/ID\s*\[\s*<)([0-9A-F]{32})(>\s*<)([0-9A-F]{32})(>)")


def pdf(documents: Sequence[bytes]) -> list[bytes]:
    """Return each document as a PDF, all of them printed by one process.

    Raise ``OutputError`` where there is no LibreOffice, or where it does not print all of them
    within a time that grows with their number.
    """
    if not documents:
        return []
    program = _program()
    if program is None:
        raise OutputError.of("PDF", "没有找到 LibreOffice，不能生成", "请安装 LibreOffice 后重试")
    try:
        with TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder:
            return _printed(program, Path(folder), documents)
    except OSError as error:
        what = f"LibreOffice 不能启动或者读写临时文件（{system_reason(error)}）"
        raise OutputError.of("PDF", what, "请检查 LibreOffice 和磁盘空间") from error


def _program() -> str | None:
    """Return where LibreOffice is: on the path, or where its installers put it."""
    places = (*map(shutil.which, _NAMES), *map(shutil.which, _PLACES))
    return next(filter(None, places), None)


def _printed(program: str, folder: Path, documents: Sequence[bytes]) -> list[bytes]:
    """Print documents in a folder of their own, with a profile of its own."""
    names = [f"{number}.docx" for number in range(len(documents))]
    for name, document in zip(names, documents, strict=True):
        (folder / name).write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", *names]
    _run(command, folder, SECONDS_TO_START + SECONDS_A_DOCUMENT * len(documents))
    paths = [(folder / name).with_suffix(".pdf") for name in names]
    made = [path.read_bytes() for path in paths if path.is_file()]
    whole = [content for content in made if content.startswith(_BEGINS) and _ENDS in content[-64:]]
    if len(whole) < len(names):
        what = f"LibreOffice 应生成 {len(names)} 个文件，只生成了 {len(whole)} 个"
        raise OutputError.of("PDF", what, "请关闭 LibreOffice 后重试")
    return [cleaned(content, document) for content, document in zip(made, documents, strict=True)]


def _run(command: Sequence[str], folder: Path, seconds: float) -> None:
    """Run a program until it ends or its time is over; then it is killed with its children."""
    process = subprocess.Popen(  # noqa: S603 the program we looked for, and names of our own
        command,
        cwd=folder,
        env=os.environ | {"TZ": "UTC"},  # an hour's offset would be longer, and move all behind it
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        what = f"LibreOffice 在 {seconds:.0f} 秒内没有完成"
        raise OutputError.of("PDF", what, "请关闭其他程序后重试") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program that still runs, with its children."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        taskkill = ["taskkill", "/F", "/T", "/PID", f"{process.pid}"]
        subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603 our own process
    else:
        with suppress(ProcessLookupError):  # it has just ended
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def cleaned(made: bytes, document: bytes) -> bytes:
    """Return a PDF without the program's name and the time; no byte changes its place."""
    made = _SAID.sub(lambda match: b" " * len(match[0]), made)
    name = hashlib.sha256(document).hexdigest()[:32].upper().encode()
    return _ID.sub(rb"\g<1>" + name + rb"\g<3>" + name + rb"\g<5>", made)
