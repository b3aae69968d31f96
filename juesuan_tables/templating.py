"""The Jinja sandbox, and where templates lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from juesuan_tables.errors import JuesuanError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SUFFIX = ".j2"


def templates_dir() -> Path:
    """Return the folder of the shipped wording: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def environment(wording: str, own: Path | None, finalize: Callable[..., object]) -> Environment:
    """Return a sandbox that looks for templates in ``own`` first, then in the wording's folder.

    Names that do not exist are errors. Nothing is escaped: what a template prints is text, and
    writers make it safe for their format.
    """
    if own is not None and not own.is_dir():
        raise TemplateError.of(str(own), "不是文件夹，应为放模板的文件夹", "请检查 --templates")
    shipped = templates_dir() / wording
    return Environment(_sandbox((shipped,) if own is None else (own, shipped), finalize))


@cache
def _sandbox(folders: tuple[Path, ...], finalize: Callable[..., object]) -> jinja2.Environment:
    """Return the sandbox over some folders; it keeps its compiled templates while they last."""
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


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
        except jinja2.TemplateSyntaxError as error:
            raise _syntax_error(error, name) from error
        except jinja2.TemplateNotFound as error:
            raise TemplateError.of(f"模板 {error}", "没有找到", "请检查模板的文件名") from error
        except SecurityError as error:
            what = "用了不允许的写法，模板只能读取给出的名称"
            raise TemplateError.of(_where(error, name), what, "请删去这一处") from error
        except jinja2.UndefinedError as error:
            names = "、".join(sorted(context))
            what = f"用了不存在的名称（{error}），可用的名称有：{names}"
            raise TemplateError.of(_where(error, name), what) from error
        except JuesuanError as error:
            problem = error.problems[0]
            raise TemplateError.of(_where(error, name), problem.what, problem.advice) from error
        except UnicodeDecodeError as error:
            what = "不是UTF-8编码（可能是GBK），应为UTF-8"
            raise TemplateError.of(f"模板 {name}", what, "请另存为UTF-8编码") from error
        except Exception as error:
            # A user's template may raise anything; to the user all of it is a broken template.
            what = f"不能生成文字（{type(error).__name__}: {error}）"
            raise TemplateError.of(_where(error, name), what) from error


def _syntax_error(error: jinja2.TemplateSyntaxError, name: str) -> TemplateError:
    where = f"模板 {error.name or name} 第{error.lineno}行"
    return TemplateError.of(where, f"写法有误（{error.message}）", "请对照原模板修改")


def _where(error: BaseException, name: str) -> str:
    """Return template and line where the error arose: Jinja leaves them in the traceback."""
    line, trace = None, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(SUFFIX):
            name, line = Path(file).name, trace.tb_lineno
        trace = trace.tb_next
    return f"模板 {name}" + (f" 第{line}行" if line else "")
