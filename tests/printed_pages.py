"""Documents as LibreOffice prints them: the text of each page, in fonts like the official ones."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PROGRAMS = ("soffice", "pdftotext", "fc-list")
LIKE_FANG_SONG = ("FangSong", "AR PL SungtiL GB", "AR PL UMing CN", "Noto Sans Mono CJK SC")
"""Fonts whose Latin letters are half as wide as Chinese ones, as they are in 仿宋_GB2312."""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>仿宋_GB2312</string></test>
<edit name="family" mode="assign" binding="same"><string>{font}</string></edit></match>
</fontconfig>"""


def printed(contents: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return the text of every page of every document, without spaces; all in one process."""
    if not all(map(shutil.which, PROGRAMS)):
        pytest.skip("LibreOffice, poppler or fontconfig is missing")
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)  # noqa: S607 wherever it is installed
    font = next((each for each in LIKE_FANG_SONG if each in listed.stdout), None)
    if font is None:
        pytest.skip("no font is like 仿宋_GB2312")
    (folder / "fonts.conf").write_text(FONTS.format(font=font), encoding="utf-8")
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'user').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder)]
    surroundings = os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    files = [str(folder / f"{name}.docx") for name in contents]
    subprocess.run([*command, *files], env=surroundings, capture_output=True, check=True)
    return {name: _pages(folder / f"{name}.pdf") for name in contents}


def _pages(path: Path) -> list[str]:
    """Return the text of every page."""
    command = ["pdftotext", "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]
