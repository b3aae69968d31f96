"""--rules: severities and limits that the user changes, and every mistake in such a file answered."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import juesuan_tables as jt
from juesuan_tables import cli

Capture = pytest.CaptureFixture[str]
LUSONG = str(Path(__file__).parent.parent / "examples" / "lusong-2018.yaml")


def _settings(tmp_path: Path, text: str) -> jt.Settings:
    path = tmp_path / "审核设置.yaml"
    path.write_text(text, encoding="utf-8")
    return jt.load_settings(path)


def test_a_rule_can_be_made_an_error_or_switched_off(lusong: jt.Report, tmp_path: Path) -> None:
    """The severity of the file takes the place of ours; 不查 silences the rule."""
    text = "严重程度:\n  reason-repeated: 错误\n  basic-pension-subject: 不查\n"
    text += "  approval-missing: 不查\n  project-total: 不查\n"

    found = jt.check(lusong, settings=_settings(tmp_path, text))

    assert {(f.rule, f.severity) for f in found} == {("reason-repeated", jt.Severity.ERROR)}


def test_a_limit_can_be_moved_or_lifted(lusong: jt.Report, tmp_path: Path) -> None:
    """The example repeats a reason five times: a limit of six is silent, and so is 不查."""
    for text in ("相同原因项数: 6", "相同原因项数: 不查"):
        settings = _settings(tmp_path, f"限额:\n  {text}\n")
        assert "reason-repeated" not in {f.rule for f in jt.check(lusong, settings=settings)}
    four = _settings(tmp_path, "限额:\n  相同原因项数: 5\n")
    (finding,) = [f for f in jt.check(lusong, settings=four) if f.rule == "reason-repeated"]
    assert "5项用了同一个原因" in finding.message


def test_limits_are_exact_numbers(tmp_path: Path) -> None:
    """12.5 stays 12.5, and what the file does not name stays as it was."""
    limits = _settings(tmp_path, "限额:\n  变动幅度（%）: 12.5\n").limits

    assert limits.large_change == Decimal("12.5")
    assert limits.reason_length == jt.Limits().reason_length


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    """So do empty sections."""
    for text in ("", "严重程度:\n限额:\n"):
        assert _settings(tmp_path, text) == jt.Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "严重程度:\n  reason-repeatd: 错误\n",
            "没有“reason-repeatd”这条规则，相近的有：reason-repeated",
        ),
        ("严重程度:\n  reason-short: 警告\n", "填的是“警告”，应为：错误、提示、无法核对、不查"),
        ("限额:\n  变动幅度: 10\n", "没有“变动幅度”这个限额，应为：变动幅度（%）、"),
        ("限额:\n  原因字数: 八\n", "填的是“八”，应为零或正数，至多两位小数，或者“不查”"),
        ("限额:\n  原因字数: -1\n", "填的是“-1”，应为零或正数"),
        ("限额:\n  原因字数: NaN\n", "填的是“NaN”，应为零或正数"),
        ("限额:\n  最小总计（万元）: 1e70\n", "填的是“1e70”，应为零或正数，至多两位小数"),
        ("限额:\n  最小总计（万元）: 1.333\n", "填的是“1.333”，应为零或正数，至多两位小数"),
        ("严重: 错误\n", "有不认识的“严重”，应为：严重程度、限额"),
        ("严重程度: 错误\n", "应为“名称: 内容”，一行一项"),
        ("- 错误\n", "应为“名称: 内容”，一行一项"),
        ("严重程度:\n  reason-short: [错误]\n", "应为：错误、提示、无法核对、不查"),
    ],
)
def test_a_mistake_in_the_file_is_named_in_chinese(tmp_path: Path, text: str, said: str) -> None:
    """File, name, what was typed and what was expected; an input error."""
    with pytest.raises(jt.InputError, match=r"审核设置\.yaml") as caught:
        _settings(tmp_path, text)

    assert said in str(caught.value)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    """An unknown rule, a wrong severity and a wrong limit."""
    text = "严重程度:\n  no-rule: 错误\n  reason-short: 警告\n限额:\n  原因字数: 八\n"

    with pytest.raises(jt.InputError) as caught:
        _settings(tmp_path, text)

    assert len(caught.value.problems) == 3


def test_build_takes_the_file(tmp_path: Path, capsys: Capture) -> None:
    """A hint made an error turns the exit code to 1; a bad file to 3, and nothing is written."""
    rules = tmp_path / "审核设置.yaml"
    command = ["build", LUSONG, "-o", str(tmp_path / "out"), "--rules", str(rules)]
    rules.write_text("严重程度:\n  reason-repeated: 警告\n", encoding="utf-8")

    assert cli.main(command) == 3
    assert "应为：错误、提示、无法核对、不查" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    rules.write_text("严重程度:\n  reason-repeated: 错误\n", encoding="utf-8")
    assert cli.main(command) == 1
    assert cli.main([*command[:-1], str(tmp_path / "没有.yaml")]) == 3


def test_the_command_lists_every_rule_and_limit(capsys: Capture) -> None:
    """Id, severity, dimension, name and source, a line each; and what --rules can set."""
    assert cli.main(["rules"]) == 0

    lines = capsys.readouterr().out.splitlines()
    for rule in jt.RULES:
        kind = f"{rule.severity.chinese} {rule.dimension}"
        assert f"{kind} {rule.id}  {rule.name}（{rule.source}）" in lines
    assert "  变动幅度（%）: 20" in lines
    assert "  人均接待费（元）: 不查" in lines


def test_every_rule_has_an_id_of_its_own_a_chinese_name_and_a_source() -> None:
    """What a finding names can be looked up."""
    ids = [rule.id for rule in jt.RULES]

    assert len(set(ids)) == len(ids)
    assert all(id_.replace("-", "").isalpha() and id_.isascii() for id_ in ids)
    assert all(rule.name and not rule.name.isascii() and rule.source for rule in jt.RULES)


def test_the_review_says_what_was_changed(lusong: jt.Report, tmp_path: Path) -> None:
    """An inspector sees which rules were silenced and which limits moved, and by nothing else."""
    text = (
        "严重程度:\n  reason-repeated: 错误\n  basic-pension-subject: 不查\n"
        "限额:\n  原因字数: 10\n  变动幅度（%）: 不查\n  最小总计（万元）: 1\n"
    )

    for settings, said in (
        (
            _settings(tmp_path, text),
            "审核设置（--rules）：reason-repeated 错误，basic-pension-subject 不查，变动幅度（%） 不查，原因字数 10。",
        ),
        (None, None),
        (jt.Settings(), None),
    ):
        files = jt.publish(lusong, tmp_path / "out", settings=settings).files
        review = next(file for file in files if file.name == "审核报告.txt").read_text("utf-8")
        lines = [line for line in review.splitlines() if line.startswith("审核设置")]
        assert lines == ([said] if said else [])
