"""Whole files, written so that nothing already there is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.errors import OutputError, shortened, system_reason

if TYPE_CHECKING:
    from pathlib import Path


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raise ``OutputError`` where it is there already or cannot be written whole.
    """
    where = shortened(str(target), most=300)
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
