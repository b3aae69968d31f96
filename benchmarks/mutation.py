"""Change the code in a thousand small ways and see whether a test notices: `make mutation`.

cosmic-ray makes the mutants; this driver only runs them quickly: everything heavy is imported once,
then each mutant lives in a fork of its own, in which the mutated module is what Python imports.
What is left out: other replacements of the same operator (one a kind is enough), `|` between types,
and the lines of ``NOT_CODE``. A mutant that takes longer than a minute counts as noticed.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

ROOT = Path(__file__).parent.parent
WHERE = ("figure.py", "checks/**/*.py", "tables/*.py", "narrative/*.py")
OPERATORS = (
    "AddNot",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ZeroIterationForLoop",
    "RemoveDecorator",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Div_Mul",
    "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_Lt_Gt",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_LtE_Gt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_Gt_Lt",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_GtE_Lt",
)
WORDS = ("wording_sections", "wording", "prose_sections", "prose", "docs")
TESTS = {
    "figure.py": ("figure", "wording", "tables", "checks", "relations", "prose"),
    "tables": ("tables", "wording_sections", "wording", "rule_cases", "prose_sections", "workbook"),
    "narrative": (*WORDS, "examples", "editions"),
    "checks": ("checks", "settings", "rule_cases", "relations", "editions", "tables", "docs"),
}
"""The tests that are run for each part, those that notice most in the least time first."""
NOT_CODE = ("TYPE_CHECKING", "@dataclass", "compare=False", "prec=60")
"""Words of lines whose mutants change nothing that code does, or make it merely less strict."""
HEAVY = ("hypothesis", "openpyxl", "pydantic", "jinja2", "lxml.etree", "yaml", "click")
"""What every fork would import again."""
LIMIT = 60
"""Seconds after which a mutant counts as noticed: it runs in circles."""


class Mutant(NamedTuple):
    """One small change: the n-th place of an operator in a file."""

    path: Path
    operator: str
    occurrence: int
    line: int

    @property
    def source(self) -> str:
        """The file's text with the change."""
        operator = get_operator(f"core/{self.operator}")()
        text = self.path.read_text(encoding="utf-8")
        return str(mutate_code(text, operator, self.occurrence))

    def __str__(self) -> str:
        """Return file, line, operator, and the line as it is."""
        text = self.path.read_text(encoding="utf-8").splitlines()[self.line - 1].strip()
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.operator}: {text}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every change that the operators know in a file."""
    tree = get_ast(path.read_text(encoding="utf-8"))
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        places = [
            position for node in ast_nodes(tree) for position in operator.mutation_positions(node)
        ]
        for occurrence, (start, _end) in enumerate(places):
            mutant = Mutant(path, name, occurrence, start[0])
            if not any(words in str(mutant) for words in NOT_CODE):
                yield mutant


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hands out one module with another text; all others as they are."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(part for part in parts if part != "__init__")
        self.package = mutant.path.name == "__init__.py"
        self.mutant, self.source = mutant, mutant.source

    def find_spec(
        self, fullname: str, path: object, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if fullname != self.name:
            return None
        where = [str(self.mutant.path.parent)] if self.package else None
        return importlib.util.spec_from_file_location(
            fullname, self.mutant.path, loader=self, submodule_search_locations=where
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, str(self.mutant.path), "exec"), module.__dict__)  # noqa: S102


def _run(mutant: Mutant | None) -> None:
    """Run the tests with a mutant; leave with 0 where none of them noticed."""
    if mutant:
        sys.meta_path.insert(0, _Mutated(mutant))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    part = mutant.path.relative_to(ROOT).parts[1] if mutant else "figure.py"
    files = [str(ROOT / "tests" / f"test_{name}.py") for name in TESTS[part]]
    options = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "-o", "addopts="]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # imported before the fork
    os._exit(int(pytest.main([*options, *files])))


def noticed(mutant: Mutant | None) -> bool:
    """Return whether a test turned red, in a process that is ended after a minute."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(mutant,))
    process.start()
    process.join(LIMIT)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode != 0


def main(patterns: Sequence[str]) -> int:
    """Run every mutant of some files; return how many went unnoticed."""
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    os.chdir(ROOT)
    for name in HEAVY:
        importlib.import_module(name)
    if noticed(None):
        print("the tests are red without any mutant")
        return 1
    package = ROOT / "juesuan_tables"
    files = sorted({path for pattern in patterns or WHERE for path in package.glob(pattern)})
    every = [mutant for path in files for mutant in mutants(path)]
    shard, shards = (int(n) for n in os.environ.get("SHARD", "0/1").split("/"))
    killed: Counter[Path] = Counter()
    survived: Counter[Path] = Counter()
    began = time.monotonic()
    for number, mutant in enumerate(every):
        if number % shards != shard:
            continue
        if noticed(mutant):
            killed[mutant.path] += 1
        else:
            survived[mutant.path] += 1
            print("UNNOTICED", mutant, flush=True)
    for path in files:
        print(f"{path.relative_to(ROOT)}: {killed[path]} of {killed[path] + survived[path]}")
    dead, alive = killed.total(), survived.total()
    print(f"{dead} of {dead + alive} noticed, {100 * dead / max(dead + alive, 1):.1f}%", end=" ")
    print(f"in {time.monotonic() - began:.0f} s", flush=True)
    return alive


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
