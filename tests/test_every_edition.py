"""Each edition's tables and explanation, as a person has read them once."""

from __future__ import annotations

import difflib

import pytest
from every_edition import facts, with_facts
from golden_files import golden

import juesuan_tables as jt


@pytest.mark.parametrize("name", jt.edition_ids())
def test_the_tables_and_the_explanation_of_an_edition_are_those_that_were_read(name: str) -> None:
    """Every table of the edition and the whole explanation, for the made-up unit."""
    report = jt.build_report(facts(name))

    golden(f"editions/{name}.txt", jt.text(report).decode())


@pytest.mark.parametrize("name", jt.edition_ids())
def test_the_made_up_unit_has_no_error_in_any_edition(name: str) -> None:
    """Its facts are consistent, so that no rule of any edition may call them wrong."""
    findings = jt.check(jt.build_report(facts(name)))

    assert [str(f) for f in findings if f.severity is jt.Severity.ERROR] == []


@pytest.mark.parametrize("name", jt.edition_ids())
def test_a_unit_speaks_of_itself_as_a_unit(name: str) -> None:
    """The lines in which 单位 and 单位本级 differ from 部门, and nothing else differs."""
    accounts = facts(name)
    alone = accounts.members[:1]
    department = _lines(accounts)

    printed = []
    for entity in (jt.Entity.SINGLE_UNIT, jt.Entity.HEAD_OFFICE):
        unit = with_facts(accounts, {"entity": entity, "members": alone})
        changed = difflib.unified_diff(department, _lines(unit), lineterm="", n=0)
        lines = [line for line in changed if line[0] in "-+" and line[:3] not in {"---", "+++"}]
        printed += [f"### {entity}", *lines]

    golden(f"editions/{name}-entities.txt", "\n".join([*printed, ""]))


def _lines(accounts: jt.Accounts) -> list[str]:
    """Return the publication as lines."""
    return jt.text(jt.build_report(accounts)).decode().splitlines()
