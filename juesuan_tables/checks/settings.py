"""审核设置: how severe each rule is, and where its limits lie: ``--rules FILE``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from juesuan_tables import strict_yaml
from juesuan_tables.errors import Problem, shortened
from juesuan_tables.findings import Severity
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from juesuan_tables.strict_yaml import Document

OFF = "不查"
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_SEVERITIES: dict[str, Severity | None] = {each.chinese: each for each in Severity} | {OFF: None}


@dataclass(frozen=True, slots=True)
class Limits:
    """Where rules begin to speak. None of them is law: each can be set by ``--rules``.

    A limit of None is not looked at.
    """

    large_change: Decimal | None = Decimal(20)
    reason_length: Decimal | None = Decimal(8)
    repeated_reasons: Decimal | None = Decimal(3)
    other_share: Decimal | None = Decimal(30)
    excellent_score: Decimal | None = Decimal(90)
    largest_amount: Decimal | None = Decimal(1_000_000)
    smallest_total: Decimal | None = Decimal(1)
    largest_ratio: Decimal | None = Decimal(1000)
    cost_per_guest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user changed: severities by rule id (None: not checked), and limits."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    limits: Limits = Limits()

    def in_words(self) -> str:
        """Return in Chinese what differs from what holds without a file; empty if nothing does."""
        words = [
            f"{rule} {each.chinese if each else OFF}" for rule, each in self.severities.items()
        ]
        for name, limit in _limit_fields().items():
            value = getattr(self.limits, limit)
            if value != getattr(Limits(), limit):
                words.append(f"{name} {OFF if value is None else value}")
        return "，".join(words)


def limits() -> list[tuple[str, str]]:
    """Return every limit as a file gives it: its Chinese name, and what holds without a file."""
    defaults = {name: getattr(Limits(), field) for name, field in _limit_fields().items()}
    return [(name, OFF if value is None else f"{value}") for name, value in defaults.items()]


def _limit_fields() -> dict[str, str]:
    """Return the field of every limit by its Chinese name."""
    return {glossary()[each.name]: each.name for each in fields(Limits)}


def read_settings(path: Path, known: Collection[str]) -> Settings:
    """Read a YAML file of 严重程度 and 限额; ``known`` are the ids of rules.

    Raise ``InputError`` with everything that is wrong with it.
    """
    document = strict_yaml.read(path)
    document.raise_problems()
    return settings_from(document, known)


def settings_from(document: Document, known: Collection[str]) -> Settings:
    """Return what a document of 严重程度 and 限额 says; raise ``InputError`` as above."""
    sections = _mapping(document, document.tree, "")
    for name in sections:
        if name not in {"严重程度", "限额"}:
            _complain(document, (name,), f"有不认识的“{shortened(name)}”，应为：严重程度、限额")
    severities = _mapping(document, sections.get("严重程度", {}), "严重程度")
    bounds = _mapping(document, sections.get("限额", {}), "限额")
    chosen = {rule: _severity(document, rule, value, known) for rule, value in severities.items()}
    names = _limit_fields()
    changed = {
        names.get(name, name): _number(document, name, value, names)
        for name, value in bounds.items()
    }
    document.raise_problems()
    return Settings(chosen, replace(Limits(), **changed))


def _mapping(document: Document, tree: object, name: str) -> dict[str, object]:
    """Return a mapping; complain where there is something else."""
    if isinstance(tree, dict):
        return tree
    if tree != "":
        _complain(document, (name,) if name else (), "应为“名称: 内容”，一行一项")
    return {}


def _severity(
    document: Document, rule: str, value: object, known: Collection[str]
) -> Severity | None:
    trail = ("严重程度", rule)
    if rule not in known:
        near = "、".join(get_close_matches(rule, known)) or "见 juesuan rules"
        _complain(document, trail, f"没有“{shortened(rule)}”这条规则，相近的有：{near}")
    if not isinstance(value, str) or value not in _SEVERITIES:
        _complain(document, trail, f"填的是“{value}”，应为：{'、'.join(_SEVERITIES)}")
        return None
    return _SEVERITIES[value]


def _number(
    document: Document, name: str, value: object, names: Mapping[str, str]
) -> Decimal | None:
    trail = ("限额", name)
    if name not in names:
        known = "、".join(names)
        _complain(document, trail, f"没有“{shortened(name)}”这个限额，应为：{known}")
    if value == OFF:
        return None
    if not _NUMBER.fullmatch(str(value)):
        what = f"填的是“{shortened(str(value))}”，应为零或正数，至多两位小数，或者“{OFF}”"
        _complain(document, trail, what)
        return None
    return Decimal(str(value))


def _complain(document: Document, trail: tuple[str, ...], what: str) -> None:
    place = f"“{trail[-1]}”" if trail else ""
    document.complain(trail, Problem(f"{document.name} {place}".rstrip(), what))
