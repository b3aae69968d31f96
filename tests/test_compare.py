"""Whatever changed between two editions is said, in words, and nothing else is."""

from __future__ import annotations

import errno
import io
import itertools
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import pytest
from golden_files import golden

import juesuan_tables as jt
from juesuan_tables import editions
from juesuan_tables.cli import main
from juesuan_tables.editions.compare import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

Capture = pytest.CaptureFixture[str]
READ = [("mof-2018", "mof-2019"), ("mof-2020", "mof-2022"), ("shanghai-2024", "putuo-2024")]
OLD = jt.load_edition("mof-2020")
ORIGIN = {"id", "source", "checked_on", "remarks", "doubt"}
"""Fields that say where an edition comes from, not what it prints."""

EDITION: Mapping[str, object] = {
    "authority": "某省财政厅",
    "from_year": 2021,
    "wording": "shanghai",
    "unit_lines": {},
    "currency_line": "单位：元",
    "classes": OLD.classes[1:],
    "forms": OLD.forms[1:],
    "outline": OLD.outline[1:],
    "glossary": OLD.glossary[1:],
    "thresholds": {},
    "fund_subjects": (),
    "state_capital_subjects": (),
}
FORM: Mapping[str, object] = {
    "table": "another",
    "number": "公开99表",
    "title": "某表",
    "verified": True,
    "orientation": editions.Orientation.LANDSCAPE,
    "one_page": False,
    "ordinal_label": None,
    "total_label": "总计",
    "blocks": OLD.forms[0].blocks[:1],
    "closing": (editions.Closing(key="personnel", label="人员经费", columns=6),),
    "funds": (jt.Fund.GOVERNMENT_FUND,),
    "stage": jt.Stage.FULL_YEAR_BUDGET,
    "zero": editions.Zero.BLANK,
    "notes": (),
    "empty": "本表无数据。",
}
BLOCK: Mapping[str, object] = {
    "columns": OLD.forms[0].blocks[1].columns,
    "lines": OLD.forms[0].blocks[0].lines[1:],
    "first_line": 2,
    "total": editions.Total.FIRST,
    "blank_rows": 3,
}
COLUMN: Mapping[str, object] = {
    "label": "内容",
    "name": "内容",
    "key": "code",
    "row": "outturn",
    "width": 99.0,
    "ordinal": "99",
    "columns": (editions.Column(label="内容", key="label"),),
}
LINE: Mapping[str, object] = {"key": "another", "label": "一、某收入", "strong": True, "blank": 2}
CLOSING: Mapping[str, object] = {"key": "another", "label": "某费", "columns": 99}
SECTION: Mapping[str, object] = {
    "title": "一、某说明",
    "units": editions.Units.ONE,
    "template": "glossary",
    "topic": jt.Topic.OTHER_MATTERS,
    "optional": True,
    "tables": "{ordinal}. {table}",
    "attached": editions.Attached.PROJECT,
    "on": jt.Topic.OTHER_MATTERS,
    "indicators": True,
    "members": True,
    "last_year": ("income.total.total",),
    "budgets": ("income.total.total",),
    "unexplained": ("income.total.total",),
    "purposes": ("income.total.total",),
    "further_purposes": ("income.total.total",),
    "texts": (jt.Topic.PERFORMANCE_MECHANISM,),
    "further_texts": (jt.Topic.PERFORMANCE_WORK,),
    "measures": (jt.MeasureKey.FOREIGN_GUESTS,),
    "further_measures": (jt.MeasureKey.RESERVED_SMALL_MICRO,),
    "sections": (editions.Section(title="某说明", template="income"),),
}
DEFINITION: Mapping[str, object] = {
    "term": "某词",
    "text": "指某事。",
    "also": ("某词",),
    "always": True,
    "figure": "income.total.other_income",
}
CLASS: Mapping[str, object] = {"code": "299", "name": "某支出", "label": "一、某支出"}


def _first(parts: tuple[Model, ...], part: Model) -> tuple[Model, ...]:
    return (part, *parts[1:])


def _copy(part: Model, change: Mapping[str, object]) -> Model:
    """Return a part with some fields changed, and nothing remembered of what it was."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_construct(**(fields | dict(change)))


def _with_form(form: editions.Form, place: int = 0) -> jt.Edition:
    forms = (*OLD.forms[:place], form, *OLD.forms[place + 1 :])
    return _copy(OLD, {"forms": forms})


def _with_block(changes: Mapping[str, object]) -> jt.Edition:
    form = OLD.forms[0]
    blocks = _first(form.blocks, _copy(form.blocks[0], changes))
    return _with_form(_copy(form, {"blocks": blocks}))


def _with_column(change: dict[str, object]) -> jt.Edition:
    band = OLD.forms[0].blocks[0].columns[0]
    leaves = _first(band.columns, _copy(band.columns[0], change))
    return _with_block({"columns": (_copy(band, {"columns": leaves}),)})


def _with_line(change: dict[str, object]) -> jt.Edition:
    lines = OLD.forms[0].blocks[0].lines
    return _with_block({"lines": _first(lines, _copy(lines[0], change))})


def _with_closing(change: dict[str, object]) -> jt.Edition:
    place, form = next((n, form) for n, form in enumerate(OLD.forms) if form.closing)
    closing = _first(form.closing, _copy(form.closing[0], change))
    return _with_form(_copy(form, {"closing": closing}), place)


def _with_section(change: dict[str, object]) -> jt.Edition:
    part = OLD.outline[0]
    within = _first(part.sections, _copy(part.sections[0], change))
    outline = _first(OLD.outline, _copy(part, {"sections": within}))
    return _copy(OLD, {"outline": outline})


def _with_definition(change: dict[str, object]) -> jt.Edition:
    terms = _first(OLD.glossary, _copy(OLD.glossary[0], change))
    return _copy(OLD, {"glossary": terms})


def _with_class(change: dict[str, object]) -> jt.Edition:
    classes = _first(OLD.classes, _copy(OLD.classes[0], change))
    return _copy(OLD, {"classes": classes})


CHANGED: Mapping[str, Callable[[dict[str, object]], jt.Edition]] = {
    "edition": lambda change: _copy(OLD, change),
    "form": lambda change: _with_form(_copy(OLD.forms[0], change)),
    "block": _with_block,
    "column": _with_column,
    "line": _with_line,
    "closing": _with_closing,
    "section": _with_section,
    "definition": _with_definition,
    "class": _with_class,
}
CHANGES: Mapping[str, tuple[type[BaseModel], Mapping[str, object], set[str]]] = {
    "edition": (editions.Edition, EDITION, ORIGIN),
    "form": (editions.Form, FORM, ORIGIN | {"unit_lines", "currency_line"}),  # the edition's
    "block": (editions.Block, BLOCK, set()),
    "column": (editions.Column, COLUMN, set()),
    "line": (editions.Line, LINE, {"classes"}),  # the lines of the classes stand in its place
    "closing": (editions.Closing, CLOSING, set()),
    "section": (editions.Section, SECTION, set()),
    "definition": (editions.Definition, DEFINITION, set()),
    "class": (editions.FunctionalClass, CLASS, set()),
}
SINGLE = [
    pytest.param(part, {field: value}, id=f"{part}-{field}")
    for part, (_, changes, _) in CHANGES.items()
    for field, value in changes.items()
]


@pytest.mark.parametrize("pair", READ, ids="-".join)
def test_what_changed_is_said_as_it_was_read_aloud(pair: tuple[str, str]) -> None:
    """Short sentences, in the words of an office."""
    found = differences(*map(jt.load_edition, pair))

    golden(f"editions/{'-to-'.join(pair)}.txt", "\n".join([*found, ""]))


@pytest.mark.parametrize("name", jt.edition_ids())
def test_an_edition_does_not_differ_from_itself(name: str) -> None:
    """Nothing changed, nothing is said."""
    edition = jt.load_edition(name)

    assert differences(edition, edition.model_copy()) == []


@pytest.mark.parametrize("pair", [*itertools.combinations(jt.edition_ids(), 2)], ids="-".join)
def test_two_editions_differ_both_ways_round(pair: tuple[str, str]) -> None:
    """As many sentences, none of them twice, none with a name of the code."""
    old, new = map(jt.load_edition, pair)

    found, back = differences(old, new), differences(new, old)

    assert len(found) == len(set(found)) == len(back) > 0
    assert [line for line in found if "_" in line.replace("three_public", "")] == []


@pytest.mark.parametrize(("part", "change"), SINGLE)
def test_any_single_change_is_said(part: str, change: dict[str, object]) -> None:
    """Whatever field is changed that prints or asks for something, there is a sentence."""
    new = CHANGED[part](change)

    found = differences(OLD, new)

    assert found
    assert len(differences(new, OLD)) == len(found)


def test_every_field_was_changed() -> None:
    """No field of an edition is forgotten by the test above."""
    for model, changes, left_out in CHANGES.values():
        assert {*changes} | (left_out & {*model.model_fields}) == {*model.model_fields}


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["mof-2018", "mof-2019"], 0),
        (["mof-2018", "同.yaml"], 0),
        (["mof-2018", "mof-1999"], 2),
        (["mof-2018"], 2),
        (["mof-2018", "mof-2019", "mof-2020"], 2),
        (["mof-2018", "没有.yaml"], 3),
        (["坏.yaml", "mof-2018"], 3),
    ],
)
def test_the_command_compares_ids_and_files(
    args: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An id that is none is exit 2, a file that cannot be used exit 3; a difference is none."""
    monkeypatch.chdir(tmp_path)
    Path("坏.yaml").write_text("id: 坏\n", encoding="utf-8")
    main(["editions", "copy", "mof-2018", "同.yaml"])

    assert main(["editions", "diff", *args]) == code


def test_what_is_alike_is_said_to_be_so(tmp_path: Path, capsys: Capture) -> None:
    """A copy prints the same."""
    copied = str(tmp_path / "同.yaml")
    main(["editions", "copy", "mof-2018", copied])
    capsys.readouterr()

    main(["editions", "diff", "mof-2018", copied])

    assert capsys.readouterr().out == "两个表样印出来的内容相同。\n"


def test_a_copy_takes_nobody_s_place(tmp_path: Path) -> None:
    """What lies there stays; an unknown edition writes nothing."""
    target = tmp_path / "有.yaml"
    target.write_text("我的", encoding="utf-8")

    assert main(["editions", "copy", "mof-2018", str(target)]) == 4
    assert target.read_text(encoding="utf-8") == "我的"
    assert main(["editions", "copy", "mof-2018", str(tmp_path / "无" / "新.yaml")]) == 4
    assert main(["editions", "copy", "mof-1999", str(tmp_path / "新.yaml")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["有.yaml"]


def test_a_disk_that_is_full_leaves_no_half_of_an_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written whole is not there."""

    class Full(io.BytesIO):
        def write(self, _content: object) -> int:
            raise OSError(errno.ENOSPC, "full")

    really = Path.open

    def opened(path: Path, mode: str, **how: Any) -> IO[Any]:  # noqa: ANN401 as Path.open has it
        if mode != "xb":
            return really(path, mode, **how)
        path.touch(exist_ok=False)
        return Full()

    jt.load_edition("mof-2018")
    monkeypatch.setattr(Path, "open", opened)

    assert main(["editions", "copy", "mof-2018", str(tmp_path / "新.yaml")]) == 4
    assert [*tmp_path.iterdir()] == []


def test_an_unknown_subcommand_is_wrong_usage(capsys: Capture) -> None:
    """It is named, and nothing is listed."""
    assert main(["editions", "compare"]) == 2

    captured = capsys.readouterr()
    assert "没有“compare”这个命令" in captured.err
    assert not captured.out
