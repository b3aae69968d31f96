"""The Jinja sandbox, and where templates lie."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from juesuan_tables.errors import JuesuanError, TemplateError, shortened, system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SUFFIX = ".j2"
COMMON = "common"
"""The folder of what all wordings share; a wording's own template of a name comes first."""
PAGE = "page"
"""The folder of the web page's templates, which belong to no wording."""


def templates_dir() -> Path:
    """Return the folder of the shipped templates: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def wordings() -> tuple[str, ...]:
    """Return the wordings that are shipped, in order."""
    folders = (path.name for path in templates_dir().iterdir() if path.is_dir())
    return tuple(sorted(name for name in folders if name not in {COMMON, PAGE}))


def template_names(wording: str) -> tuple[str, ...]:
    """Return the templates that a wording has, those common to all included, in order."""
    return _names_in(_folders(wording))


def _names_in(folders: Iterable[Path]) -> tuple[str, ...]:
    files = (path for folder in folders for path in folder.glob(f"*{SUFFIX}"))
    return tuple(sorted({path.name.removesuffix(SUFFIX) for path in files}))


def _folders(wording: str) -> tuple[Path, ...]:
    return templates_dir() / wording, templates_dir() / COMMON


def environment(wording: str, own: Path | None, finalize: Callable[..., object]) -> Environment:
    """Return a sandbox that looks for templates in ``own`` first, then in the wording's folders.

    Names that do not exist are errors. Nothing is escaped: what a template prints is text, and
    writers make it safe for their format.
    """
    shipped = _folders(wording)
    if own is None:
        return Environment(_shipped_sandbox(shipped, finalize, autoescape=False))
    _refuse_strangers(own, (*template_names(wording), *_names_in([templates_dir() / PAGE])))
    return Environment(_sandbox((own, *shipped), finalize, autoescape=False))


def page_environment(own: Path | None) -> Environment:
    """Return a sandbox for the web page: ``own`` first, then ``page``; what is printed is escaped."""
    shipped = (templates_dir() / PAGE,)
    if own is None:
        return Environment(_shipped_sandbox(shipped, _something, autoescape=True))
    _refuse_strangers(own, _names_in(path for path in templates_dir().iterdir() if path.is_dir()))
    return Environment(_sandbox((own, *shipped), _something, autoescape=True))


def _something(value: object) -> object:
    """Refuse to print None as a word."""
    if value is None:
        raise TemplateError.of("", "这里没有可以印的内容", "请先用 {% if %} 判断")
    return value


def _refuse_strangers(own: Path, shipped: Iterable[str]) -> None:
    """Raise for a template of the user's that takes no shipped one's place.

    Its name was probably mistyped. Names that begin with _ are for pieces that others include.
    """
    try:
        if not own.is_dir():
            what = "不是文件夹，应为放模板的文件夹" if own.exists() else "没有找到这个文件夹"
            raise TemplateError.of(shortened(str(own), 300), what, "请检查 --templates")
        templates = sorted(own.glob(f"*{SUFFIX}"))
    except (OSError, ValueError) as error:
        what = f"文件夹打不开（{system_reason(error)}）"
        raise TemplateError.of(shortened(str(own), 300), what, "请检查 --templates") from error
    known = [f"{name}{SUFFIX}" for name in shipped]
    for path in templates:
        if path.name not in known and not path.name.startswith("_"):
            what = f"没有叫这个名字的模板，应为：{'、'.join(known)}"
            raise TemplateError.of(
                f"模板 {path.name}", what, "请改名；供别的模板引用的，名字以 _ 开头"
            )


@cache
def _shipped_sandbox(
    folders: tuple[Path, ...], finalize: Callable[..., object], *, autoescape: bool
) -> jinja2.Environment:
    """Return the sandbox over the shipped templates, which keeps them compiled."""
    return _sandbox(folders, finalize, autoescape=autoescape)


def _sandbox(
    folders: tuple[Path, ...], finalize: Callable[..., object], *, autoescape: bool
) -> jinja2.Environment:
    """Return a new sandbox that looks into some folders in turn."""
    sandbox = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders, encoding="utf-8-sig"),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=autoescape,
    )
    del sandbox.globals["lipsum"]  # filler text has no place here
    return sandbox


class Environment:
    """Renders templates by name, and says in Chinese where one went wrong."""

    def __init__(self, sandbox: jinja2.Environment) -> None:
        """Keep the sandbox."""
        self._sandbox = sandbox

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """Return what the template prints; raise ``TemplateError`` with file and line."""
        name = template + SUFFIX
        try:
            return self._sandbox.get_template(name).render(context)
        except Exception as error:
            # A user's template may raise anything; to the user all of it is a broken template.
            what, advice = _explained(error, context)
            raise TemplateError.of(_where(error, name), what, advice) from error


def _explained(  # noqa: C901, PLR0911 a table of kinds
    error: Exception, context: Mapping[str, object]
) -> tuple[str, str]:
    """Return what is wrong with a template, and what to do."""
    quoted = re.search(
        r"'([^']*)'(?= is undefined)|(?i:no) (?:attribute|filter|test).*'([^']*)'", f"{error}"
    )
    name = next(filter(None, quoted.groups()), "") if quoted else ""
    match error:
        case JuesuanError():
            return error.problems[0].what, error.problems[0].advice
        case SecurityError():
            return "用了不允许的写法，模板只能读取给出的名称", "请删去这一处"
        case jinja2.UndefinedError() if "is undefined" in f"{error}":
            return f"没有“{name}”这个名称，可用的名称有：{'、'.join(sorted(context))}", "请修改"
        case jinja2.UndefinedError() if "None" in f"{error}":
            what = f"这里没有数，取不了“{name}”（没有上年数、没有预算数，或者基数为零）"
            return what, "请先用 {% if %} 判断"
        case jinja2.UndefinedError():
            return f"没有“{name}”这种写法", "请对照说明里的表修改"
        case jinja2.TemplateAssertionError():
            return f"没有“{name}”这个过滤器", "请修改"
        case jinja2.TemplateSyntaxError():
            return "写法有误，多半是 {% %} 或 {{ }} 没有配对，或者少了内容", "请对照原模板修改"
        case jinja2.TemplateNotFound():
            return f"没有找到“{error.name}”这个模板", "请检查文件名"
        case UnicodeDecodeError():
            return "不是UTF-8编码（可能是GBK），应为UTF-8", "请另存为UTF-8编码"
        case ZeroDivisionError():
            return "除数为零", "请先用 {% if %} 判断"
        case _:
            return "这一处不能生成文字，多半是对数或文字用了不合适的运算", "请对照原模板修改"


def _where(error: BaseException, name: str) -> str:
    """Return template and line where the error arose: Jinja leaves them in the traceback."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(SUFFIX):
            name, line = Path(file).name, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, jinja2.TemplateSyntaxError):
        name = error.name or name
    return f"模板 {name}" + (f" 第{line}行" if line else "")
