"""What earlier runs wrote: changed by somebody, and kept; or not written any more, and told of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.errors import OutputError, Problem, shortened, system_reason
from juesuan_tables.files import MOST_OF_A_PATH, copy_name, hash_of_bytes, write_all
from juesuan_tables.publication import INTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan_tables.batch._outcome import WrittenFile

KEPT = f"{INTERNAL}/改过的文件"
"""The folder of a unit's files that somebody changed."""


def keep_edited(
    out: Path, folder: str, before: Mapping[str, str], files: Iterable[WrittenFile]
) -> tuple[Problem, ...]:
    """Copy what is neither as it was written ``before`` nor as it will be; return what was copied.

    ``before`` are hashes by paths below ``out``, ``files`` those about to be written into a folder of it. Raise ``OutputError`` where a
    copy cannot be made: then nothing should be written.
    """
    new = {f"{folder}/{each.path}": each.sha256 for each in files}
    ours = {path: (before[path], new[path]) for path in new.keys() & before.keys()}
    copies = dict(_copies(out, folder, ours))
    write_all({out / name: content for name, (_, content) in copies.items()})
    told = sorted((path, name) for name, (path, _) in copies.items())
    return tuple(
        Problem(path, "上次生成以后有人改过，已经重新生成", f"改过的另存为 {name}，请核对用哪一份")
        for path, name in told
    )


def left_over(
    out: Path, folder: str, before: Iterable[str], paths: Iterable[Path]
) -> tuple[Problem, ...]:
    """Return what an earlier run wrote into a folder, is still there, and is not written this time.

    ``before`` are paths below ``out``, ``paths`` are those within the folder that are written now.
    """
    now = {f"{folder}/{path.as_posix()}" for path in paths}
    ours = (each for each in before if each.startswith(f"{folder}/"))
    left = sorted(each for each in ours if each not in now and (out / each).is_file())
    if not left:
        return ()
    listed = "、".join(each.removeprefix(f"{folder}/") for each in left)
    what = f"以前生成的 {listed} 这次没有要求生成，还在原处，数可能与这次的不一致"
    return (Problem(folder, what, "不再要的请删去；要公开的，请加上它的格式再生成一次"),)


def _copies(
    out: Path, folder: str, ours: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Yield where each changed file is copied, which it is, and what it holds."""
    for path, hashes in ours.items():
        try:
            content = (out / path).read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            what = f"读不出来（{system_reason(error)}），不知道有没有人改过"
            where = shortened(str(out / path), MOST_OF_A_PATH)
            raise OutputError.of(where, what, "请关闭已打开的这个文件后重试") from error
        if hash_of_bytes(content) not in hashes:
            yield f"{folder}/{KEPT}/{copy_name(Path(path), content)}", (path, content)
