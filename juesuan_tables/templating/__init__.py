"""Jinja, and where templates lie."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from juesuan_tables.bounded import Ended, OutOfTime, in_time
from juesuan_tables.errors import Problem, TemplateError, shortened, system_reason
from juesuan_tables.templating._mistakes import ENDED, TOO_SLOW, explained, flood, where
from juesuan_tables.templating._sandbox import SUFFIX, sandbox, trusted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import jinja2

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
COMMON = "common"
"""The folder of what all wordings share; a wording's own template of a name comes first."""
INTERNAL = {"audited", "review"}
"""The templates of 审核报告, whose place no user's template takes."""
PAGE = "page"
"""The folder of the web page's templates, which belong to no wording."""
_MEANT = (SUFFIX, ".txt")
"""How the names of files end that were meant to be templates, Notepad's ending included."""
SECONDS, FIGURES_A_SECOND = 1.2, 5_000
"""Of the processor, what all templates of a user may take, and a second more for so many figures; the
shipped ones take a quarter of that when they are compiled, and a twentieth afterwards."""
MOST_CHARACTERS, MOST_OF_A_PAGE = 1_000_000, 30_000_000
"""What one template of the wording may print, and one of the page, which holds all tables."""
__all__ = [
    "MOST_CHARACTERS",
    "SUFFIX",
    "TOO_SLOW",
    "Environment",
    "environment",
    "flood",
    "page_environment",
    "template_names",
    "templates_dir",
    "within_time",
    "wordings",
]


@cache
def templates_dir() -> Path:
    """Return the folder of the shipped templates: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
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


@cache
def _folders(wording: str) -> tuple[Path, ...]:
    return templates_dir() / wording, templates_dir() / COMMON


def environment(wording: str, own: Path | None, finalize: Callable[..., object]) -> Environment:
    """Return what looks for templates in ``own`` first, then in the wording's folders.

    Templates of the user's own, and ours beside them, are rendered in a sandbox. Names that do not
    exist are errors. Nothing is escaped: what a template prints is text, and
    writers make it safe for their format. Where there are templates of the user's own, render
    them ``within_time``.
    """
    shipped = _folders(wording)
    if own is None:
        return Environment(trusted(shipped, finalize, autoescape=False), MOST_CHARACTERS)
    _refuse_strangers(own, (*template_names(wording), *_names_in([templates_dir() / PAGE])))
    return Environment(sandbox((own, *shipped), finalize, autoescape=False), MOST_CHARACTERS)


def page_environment(own: Path | None) -> Environment:
    """Return the same for the web page: ``own`` first, then ``page``; what is printed is escaped."""
    shipped = (templates_dir() / PAGE,)
    if own is None:
        return Environment(trusted(shipped, _something, autoescape=True), MOST_OF_A_PAGE)
    _refuse_strangers(own, _names_in(path for path in templates_dir().iterdir() if path.is_dir()))
    return Environment(sandbox((own, *shipped), _something, autoescape=True), MOST_OF_A_PAGE)


def _something(value: object) -> object:
    """Refuse to print None as a word."""
    if value is None:
        raise TemplateError.of("", "这里没有可以印的内容", "请先用 {% if %} 判断")
    return value


def _refuse_strangers(own: Path, shipped: Iterable[str]) -> None:
    """Raise for files of the user's that take no shipped template's place.

    Their names were probably mistyped, or Notepad has added .txt. Names that begin with _ are for
    pieces that others include.
    """
    known = [f"{name}{SUFFIX}" for name in shipped if name not in INTERNAL]
    meant = (path.name for path in _files_in(own) if path.name.lower().endswith(_MEANT))
    wrong = [
        name
        for name in meant
        if name not in known
        and not (name.startswith("_") and name.endswith(SUFFIX))
        and (SUFFIX in name.lower() or _bare(name) in known)
    ]
    if wrong:
        advice = "请改名；供别的模板引用的，名字以 _ 开头"
        raise TemplateError(
            Problem(f"模板 {name}", f"没有叫这个名字的模板，{_meant(name, known)}", advice)
            for name in wrong
        )


def _bare(name: str) -> str:
    """Return a file's name as it would be as a template's."""
    return name.partition(".")[0] + SUFFIX


def _meant(name: str, known: list[str]) -> str:
    """Return what a template should probably have been called."""
    close = get_close_matches(_bare(name), known, n=1, cutoff=0.75)
    return f"是否应为 {close[0]}" if close else f"应为：{'、'.join(known)}"


def _files_in(own: Path) -> list[Path]:
    """Return what is in a user's folder; raise ``TemplateError`` where it is none."""
    try:
        if not own.is_dir():
            what = "不是文件夹，应为放模板的文件夹" if own.exists() else "没有找到这个文件夹"
            raise TemplateError.of(shortened(str(own), 300), what, "请检查 --templates")
        return sorted(own.iterdir())
    except (OSError, ValueError) as error:
        what = f"文件夹打不开（{system_reason(error)}）"
        raise TemplateError.of(shortened(str(own), 300), what, "请检查 --templates") from error


def within_time(own: Path, figures: int, function: Callable[[*Ts], T], *arguments: *Ts) -> T:
    """Return what a function makes with the user's own templates, in a process that can be ended.

    Raise ``TemplateError`` where it takes too long, given how many figures there are to print, or
    too much memory. Paths among the arguments should be absolute.
    """
    _files_in(own)  # here, where the folder is called as the user calls it
    place = f"模板文件夹 {shortened(str(own), 300)}"
    try:
        return in_time(function, *arguments, seconds=SECONDS + figures / FIGURES_A_SECOND)
    except OutOfTime as error:
        raise TemplateError.of(place, *TOO_SLOW) from error
    except Ended as error:
        raise TemplateError.of(place, *ENDED) from error


class Environment:
    """Renders templates by name, and says in Chinese where one went wrong."""

    def __init__(self, environment: jinja2.Environment, most: int) -> None:
        """Keep where templates are found, and how many characters a template may print."""
        self._templates, self._most = environment, most

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """Return what the template prints; raise ``TemplateError`` with file and line."""
        name = template + SUFFIX
        try:
            text = self._templates.get_template(name).render(context)
        except (Exception, OutOfTime) as error:
            # A user's template may raise anything; to the user all of it is a broken template.
            what, advice = explained(error, context)
            raise TemplateError.of(where(error, name), what, advice) from error
        if len(text) > self._most:
            raise flood(template, len(text), self._most)
        return text
