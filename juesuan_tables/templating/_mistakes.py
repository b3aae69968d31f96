"""What went wrong in a template, and where, in the words of the one who wrote it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.exceptions import SecurityError

from juesuan_tables.bounded import OutOfTime
from juesuan_tables.errors import JuesuanError, TemplateError
from juesuan_tables.templating._sandbox import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

TOO_SLOW = (
    "在规定的时间内没有生成完，多半是循环没有尽头、次数太多，或者数太大",
    "请减少循环的次数和层数",
)
ENDED = ("生成中断了，多半是文字太长或者一层套一层太深，内存放不下", "请对照原模板修改")
_PLAIN: tuple[tuple[type[BaseException], tuple[str, str]], ...] = (
    (OutOfTime, TOO_SLOW),
    (MemoryError, ("文字太长，内存放不下", "请去掉重复的内容")),
    (
        RecursionError,
        ("一层套一层，套得太深，多半是模板引用了自己", "请检查 include、import 和 macro"),
    ),
    (OverflowError, ("次数太多，或者数太大", "请减少循环的次数")),
    (ZeroDivisionError, ("除数为零", "请先用 {% if %} 判断")),
    (UnicodeDecodeError, ("不是UTF-8编码（可能是GBK），应为UTF-8", "请另存为UTF-8编码")),
    (SecurityError, ("用了不允许的写法，模板只能读取给出的名称", "请删去这一处")),
)


def flood(template: str, characters: int, most: int) -> TemplateError:
    """Return what is said of a template that printed more than anybody publishes."""
    what = f"印出了{characters}个字，至多{most}个字"
    return TemplateError.of(f"模板 {template}{SUFFIX}", what, "请检查循环的次数")


def explained(error: BaseException, context: Mapping[str, object]) -> tuple[str, str]:
    """Return what is wrong with a template, and what to do."""
    if isinstance(error, JuesuanError):
        return error.problems[0].what, error.problems[0].advice
    plain = (said for kind, said in _PLAIN if isinstance(error, kind))
    return next(plain, None) or _said_by_jinja(error, context)


def _said_by_jinja(  # noqa: PLR0911 a table of kinds
    error: BaseException, context: Mapping[str, object]
) -> tuple[str, str]:
    """Return the same for what Jinja itself noticed."""
    quoted = re.search(
        r"'([^']*)'(?= is undefined)|(?i:no) (?:attribute|filter|test).*'([^']*)'", f"{error}"
    )
    name = next(filter(None, quoted.groups()), "") if quoted else ""
    match error:
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
        case _:
            return "这一处不能生成文字，多半是对数或文字用了不合适的运算", "请对照原模板修改"


def where(error: BaseException, name: str) -> str:
    """Return template and line where the error arose, as its traceback says."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        name, line = _place(trace) or (name, line)
        trace = trace.tb_next
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    return f"模板 {name}" + (f" 第{line}行" if line else "")


def _place(trace: TracebackType) -> tuple[str, int] | None:
    """Return the template and line of one step, if it is in a template.

    Jinja has put a template's own lines there, but only into the traceback of an ``Exception``.
    """
    template = trace.tb_frame.f_globals.get("__jinja_template__")
    if isinstance(template, jinja2.Template):
        return template.name or "", template.get_corresponding_lineno(trace.tb_lineno)
    file = trace.tb_frame.f_code.co_filename
    return (Path(file).name, trace.tb_lineno) if file.endswith(SUFFIX) else None
