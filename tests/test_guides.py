"""The guides say nothing that the program does not have: keys, commands, codes, and pages that they link to."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from pos_app import __main__ as program
from pos_app.ui.keys import DEFAULT_KEYS

ROOT = Path(__file__).parents[1]
GUIDES = tuple(
    sorted(
        file
        for name in ("cashier", "manager", "installer", "trouble", "many-tills", "policy", "metrics")
        for file in (ROOT / "docs").glob(f"{name}*.md")
    )
)
TOLD = (*GUIDES, ROOT / "README.md", ROOT / "README.zh-CN.md")
_KEY = re.compile(r"(?<![\w/-])((?:Ctrl|Shift|Alt)\+(?:Shift\+)?(?:F\d{1,2}|Del|[A-Z,])(?!\w)|F\d{1,2}(?!\w))")
_CODE = re.compile(r"^\| ([A-Z]{3}-\d\d) \|", re.MULTILINE)


def parsers(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> dict[tuple[str, ...], set[str]]:
    """Give every command of the program with its options."""
    found = {words: {option for action in parser._actions for option in action.option_strings}}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                found |= parsers(inner, (*words, word))
    return found


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text("utf-8"))

    assert [link for link in links if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_every_key_that_is_named_does_something(file: Path) -> None:
    named = set(_KEY.findall(file.read_text("utf-8")))

    assert named - set(DEFAULT_KEYS.values()) == set()


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_every_command_that_is_named_exists(file: Path) -> None:
    known = parsers(program._arguments())
    for line in re.findall(r"`pos-app ([^`\n]+)`", file.read_text("utf-8")):
        line = line.partition(" | ")[0]  # noqa: PLW2901 - what may stand there instead is not looked at
        words = tuple(re.match(r"(?:[a-z-]+(?: |$))*", line)[0].split())  # type: ignore[index]
        best = max((command for command in known if words[: len(command)] == command), key=len)
        left = [word for word in words[len(best) :] if not word.startswith("-")]
        assert left in ([], ["passphrase"]), line
        assert set(re.findall(r"--[a-z-]+", line)) <= known[best] | known[()], line


@pytest.mark.parametrize("file", [ROOT / "docs" / "trouble.md", ROOT / "docs" / "trouble.zh-CN.md"])
def test_the_commonest_troubles_are_told_by_the_codes_that_the_till_says(file: Path) -> None:
    codes = _CODE.findall(file.read_text("utf-8"))
    said = "\n".join(path.read_text("utf-8") for path in (ROOT / "pos_app").rglob("*.py"))

    assert len(set(codes)) >= 20
    assert [code for code in codes if f'"{code}"' not in said] == []


def test_both_languages_tell_of_the_same_troubles_in_the_same_order() -> None:
    english, chinese = (
        _CODE.findall((ROOT / "docs" / name).read_text("utf-8")) for name in ("trouble.md", "trouble.zh-CN.md")
    )

    assert english == chinese
