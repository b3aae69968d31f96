"""Files: names that every system takes, and whole files, so that nothing already there is lost."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from juesuan_tables.errors import OutputError, shortened, system_reason

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_OF_A_PATH = 300
"""Characters of a path that a message repeats."""
NAME_BYTES = 255
"""The longest file name that common file systems take."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\..*)?")
_FULL_WIDTH = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")


def safe_name(name: str, ending: str = "") -> str:
    """Return a file name that every system takes and that stays in its folder.

    Forbidden characters become full width; a name that is too long loses its middle.
    """
    name = name.translate(_FULL_WIDTH).strip(" .") or "未命名"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    if len((name + ending).encode()) > NAME_BYTES:
        room = NAME_BYTES - len(ending.encode()) - len("…".encode())
        half = room // 2
        start = name.encode()[:half].decode(errors="ignore")
        name = f"{start}…{name.encode()[-half:].decode(errors='ignore')}"
    return name + ending


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raise ``OutputError`` where it is there already or cannot be written whole.
    """
    where = shortened(str(target), MOST_OF_A_PATH)
    begun = False
    try:
        with target.open("xb") as file:
            begun = True
            file.write(content)
    except FileExistsError as error:
        raise OutputError.of(where, "已经有这个文件，没有覆盖", "请换一个文件名") from error
    except (OSError, ValueError) as error:
        if begun:
            target.unlink(missing_ok=True)
        what = f"写不进去（{system_reason(error)}）"
        raise OutputError.of(where, what, "请检查文件夹是否存在、有没有权限") from error


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, then move them all there.

    So a full disk or a missing permission leaves all files as they were. If moving itself is
    refused midway, each file is whole, and the ones before it are new.
    """
    beside: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path] = path.with_name(f".juesuan-{uuid4().hex}")
            with beside[path].open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for path, written in beside.items():
            written.replace(path)
    except (OSError, ValueError) as error:
        what = f"写不进去（{system_reason(error)}）"
        advice = "请检查文件夹的权限和磁盘空间，并关闭已打开的同名文件后重试"
        where = shortened(str(path), MOST_OF_A_PATH)
        raise OutputError.of(where, what, advice) from error
    finally:
        for written in beside.values():
            with suppress(OSError):
                written.unlink(missing_ok=True)
