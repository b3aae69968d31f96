"""The house stays as it was built: layers, names, sizes, and one place for each concern."""

from __future__ import annotations

import ast
import inspect
import re
import tokenize
from collections import Counter
from pathlib import Path

import pytest
from pydantic import BaseModel

import juesuan_tables as jt
from juesuan_tables import model, terms

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "juesuan_tables"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))

# From the top of the house to its ground; rooms on one line do not know each other.
FLOORS = (
    ("cli",),
    ("reviewing",),
    ("batch",),
    ("preparing", "publication"),
    ("reviews", "printing", "audits"),
    ("writers", "narrative", "auditing"),
    ("report",),
    ("tables", "checks", "consolidation"),
    ("inputs",),
    ("reading",),
    ("prose", "passages"),
    ("grid", "chart"),
    ("model", "editions"),
    ("figure",),
    ("findings",),
    ("templating", "strict_json", "strict_csv"),
    ("strict_yaml",),
    ("addresses", "files", "bounded"),
    ("terms", "errors", "subjects", "printable", "once"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FORMATS = {
    "openpyxl": {"writers"},
    "docx": {"writers", "reading"},
    "pdfplumber": {"reading"},
    "python_calamine": {"reading"},
    "yaml": {"strict_yaml", "writers"},
    "jinja2": {"templating"},
    "click": {"cli"},
}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 40


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Return the dotted names that a module imports, those for type checking included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "juesuan_tables":
            names |= {f"juesuan_tables.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path: Path) -> None:
    """A room knows the rooms on lower floors and itself, never its neighbours."""
    room = _room(path)
    if room == "__init__":
        return

    known = {name.split(".")[1] for name in _imports(path) if name.startswith("juesuan_tables.")}

    above = {other for other in known - {room, "__version__"} if FLOOR[other] <= FLOOR[room]}
    assert above == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_format_is_known_in_its_room_only(path: Path) -> None:
    """Openpyxl lives in writers, YAML in strict_yaml, and so on."""
    packages = {name.split(".")[0] for name in _imports(path)}

    assert all(_room(path) in FORMATS[name] for name in packages & FORMATS.keys())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    """A file over 300 lines or a function over 40 asks to be split."""
    source = path.read_text(encoding="utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert len(source.splitlines()) <= MOST_LINES
    for function in functions:
        assert (function.end_lineno or 0) - function.lineno < MOST_LINES_OF_A_FUNCTION


def _tokens(path: Path) -> list[tokenize.TokenInfo]:
    with path.open("rb") as file:
        return list(tokenize.tokenize(file.readline))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_years_are_data(path: Path) -> None:
    """No year and no edition stands in Python, but for the range that a year may lie in."""
    tokens = _tokens(path)
    numbers = {token.string for token in tokens if token.type == tokenize.NUMBER}
    names = {token.string for token in tokens if token.type == tokenize.NAME}

    assert {n for n in numbers if re.fullmatch(r"20\d\d", n)} <= {"2000"}
    assert not [name for name in names if re.search(r"20\d\d", name)]
    if _room(path) != "cli":  # whose examples name an edition
        literals = [t.string for t in tokens if t.type == tokenize.STRING and '"""' not in t.string]
        assert not [text for text in literals if any(name in text for name in jt.edition_ids())]


def test_an_amount_is_rounded_in_one_module() -> None:
    """Only ``figure`` rounds; the model merely pads, and ``reading`` undoes what Excel's floats did."""
    rounding = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if re.search(r"\bround\(|ROUND_|\.quantize\(|\bfloat\(", path.read_text(encoding="utf-8"))
    }

    assert rounding <= {"figure.py", "model/_values.py", "reading/numbers.py"}


def test_names_say_what_things_are() -> None:
    """No ``utils``, no ``data``, no version numbers, in file names or in definitions."""
    names = {path.stem for path in MODULES} | {
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }

    empty = re.compile(r"(?i)(^|_)(data|info|utils?|helpers?|managers?|misc|common|v\d+)(_|$)")
    assert not [name for name in names if empty.search(name) or not name.isascii()]


def test_no_public_function_shares_its_name_with_a_module() -> None:
    """``jt.text`` would be shadowed by a module ``juesuan_tables.text``."""
    top_level = {_room(path) for path in MODULES}

    assert not set(jt.__all__) & top_level


def test_everything_public_exists_and_is_documented() -> None:
    """Each public name is there, sorted, and a class or function says what one may rely on."""
    public = {name: getattr(jt, name) for name in jt.__all__}

    undocumented = [
        name
        for name, thing in public.items()
        if (inspect.isclass(thing) or inspect.isfunction(thing)) and not inspect.getdoc(thing)
    ]
    assert not undocumented
    assert len(public) == len(jt.__all__)


def test_the_glossary_is_one_to_one() -> None:
    """Each English name has one Chinese term and the other way round; so have the tables."""
    pairs = [(term.key, term.value) for kind in terms.enums() for term in kind]
    pairs += [*terms.glossary().items()]

    for side in (0, 1):
        repeated = Counter(pair[side] for pair in set(pairs))
        assert [name for name, count in repeated.items() if count > 1] == []
    assert len(set(terms.TABLES.values())) == len(terms.TABLES)


def test_every_field_of_the_model_is_in_the_glossary() -> None:
    """What a fact holds can be written in Chinese."""
    models = [
        thing
        for _, thing in inspect.getmembers(model, inspect.isclass)
        if issubclass(thing, BaseModel) and thing.__module__.startswith("juesuan_tables.model")
    ]

    fields = {name for each in models for name in each.model_fields}
    assert fields <= terms.glossary().keys()
    assert set(jt.Accounts.FACTS) <= jt.Accounts.model_fields.keys()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_number_is_typed_into_a_template(path: Path) -> None:
    """Digits stand in no template but for markup: figures, years and ordinals are quoted."""
    source = path.read_text(encoding="utf-8")

    code = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
    prose = re.sub(r"<[^>]*>", "", re.sub(code, "", source, flags=re.DOTALL))
    literals = re.findall(r"\"([^\"]*)\"", "".join(re.findall(code, source, flags=re.DOTALL)))

    assert not re.search(r"[0-9０-９一二三四五六七八九十百]+(?=[、万元%％年月日])", prose)
    assert not re.search(r"\d", prose)
    assert not [text for text in literals if re.search(r"\d", text) and not text.endswith(".j2")]
