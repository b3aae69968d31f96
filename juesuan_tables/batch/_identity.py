"""Which program this is: its version, and a hash of its files."""

from __future__ import annotations

import hashlib
import platform
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.files import hash_of
from juesuan_tables.templating import templates_dir

if TYPE_CHECKING:
    from collections.abc import Iterable

_VERSION = re.compile(r'^__version__ = "(.+?)"', re.MULTILINE)
_MADE_BY = ("jinja2", "lxml", "openpyxl", "pydantic")
"""Packages whose version may change the bytes that we write."""


@cache
def package() -> str:
    """Return the version of this package and a hash of its files: equal where all its code is."""
    folder = Path(__file__).parent.parent
    found = hash_of_files([*folder.rglob("*"), *templates_dir().rglob("*")])
    # Read, not imported: a worker has the rooms of the package without what is at its top.
    said = _VERSION.search((folder / "__init__.py").read_text(encoding="utf-8"))
    return f"{said[1] if said else ''} {found[:12]}".strip()


@cache
def program() -> str:
    """Return the same with all else that the bytes of a publication depend on."""
    versions = (f"{name} {_version(name)}" for name in _MADE_BY)
    return "；".join([package().split(" ")[-1], platform.python_version(), *versions])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def hash_of_files(paths: Iterable[Path]) -> str:
    """Return a hash of files, by their names; raise ``OSError``."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda each: each.as_posix()):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.name}\0{hash_of(path)}\0".encode(errors="surrogatepass"))
    return total.hexdigest()
