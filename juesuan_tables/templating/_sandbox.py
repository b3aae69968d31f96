"""Environments: what a template can reach, and how much it may hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from juesuan_tables.errors import TemplateError
from juesuan_tables.templating._rows import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    from jinja2.bccache import Bucket

SUFFIX = ".j2"
MOST_CHARACTERS = 1_000_000
"""Of one template file; the longest shipped one has three thousand."""


def sandbox(
    folders: tuple[Path, ...], finalize: Callable[..., object], *, autoescape: bool
) -> jinja2.Environment:
    """Return a new sandbox that looks into some folders in turn, and reads anew what has changed."""
    return _made(
        ImmutableSandboxedEnvironment,
        folders,
        finalize,
        autoescape=autoescape,
        bytecode_cache=_compiled(finalize, autoescape=autoescape),
    )


@cache
def trusted(
    folders: tuple[Path, ...], finalize: Callable[..., object], *, autoescape: bool
) -> jinja2.Environment:
    """Return what renders the shipped templates: no sandbox, and each is read once.

    They print what they would print in the sandbox, which looks at every name and every call.
    """
    return _made(_Trusted, folders, finalize, autoescape=autoescape, auto_reload=False)


class _Context(jinja2.runtime.Context):
    """Calls what a shipped template names: none of it asks who calls."""

    def call(
        self,
        function: Callable[..., object],
        /,
        *args: object,
        _loop_vars: object = None,  # Jinja's own, for functions that ask
        _block_vars: object = None,
        **more: object,
    ) -> object:
        """Return what the function returns."""
        return function(*args, **more)


class _Trusted(jinja2.Environment):
    context_class = _Context


def _made(
    kind: type[jinja2.Environment],
    folders: tuple[Path, ...],
    finalize: Callable[..., object],
    *,
    autoescape: bool,
    **more: Any,  # noqa: ANN401 Jinja's own
) -> jinja2.Environment:
    """Return an environment; only a page, which escapes, has rows to print."""
    made = kind(
        loader=_Folders(folders, encoding="utf-8-sig"),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=autoescape,
        **more,
    )
    del made.globals["lipsum"]  # filler text has no place here
    if autoescape:
        made.filters["rows"] = rows
    return made


class _Folders(jinja2.FileSystemLoader):
    """Finds templates in some folders, and nowhere else."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text; refuse one that is a link to elsewhere, and a flood."""
        text, file, unchanged = super().get_source(environment, template)
        real = Path(file).resolve()
        if not any(real.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            what = f"“{template}”是指向文件夹以外的链接，模板应在文件夹里面"
            raise TemplateError.of("", what, "请把文件本身复制进来")
        if len(text) > MOST_CHARACTERS:
            what = f"“{template}”有{len(text)}个字，至多{MOST_CHARACTERS}个字"
            raise TemplateError.of("", what, "请检查是不是模板")
        return text, file, unchanged


class _Compiled(jinja2.BytecodeCache):
    """What was compiled before, as long as the text is the same: compiling takes most of the time."""

    def __init__(self) -> None:
        """Start empty."""
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a key that any file name can be part of."""
        return f"{name}|{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code of this very text, if it is known."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code; what an earlier text became is forgotten."""
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.checksum, bucket.code


@cache
def _compiled(_finalize: Callable[..., object], *, autoescape: bool) -> _Compiled:  # noqa: ARG001
    """Return what was compiled with these settings, which become part of the code."""
    return _Compiled()
