"""Every message exists in both languages, and every code that the source names is in the table."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import jiannuo
from jiannuo.model.messages import AREAS, MESSAGES, language, render

SOURCE = Path(jiannuo.__file__).parent
NAMES_CODES = {"Note", "render", "word", "JiannuoError", "ReadError", "LexiconError", "WriteError", "RefusedError"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def strings(node: ast.expr) -> Iterator[str]:
    """The string literals that an argument may turn out to be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


def codes() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, code, params where they are plain keywords) for each call that names a message."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in NAMES_CODES:
                continue
            plain = name.endswith("Error") and all(keyword.arg for keyword in node.keywords)
            params = {keyword.arg for keyword in node.keywords if keyword.arg} if plain else None
            for code in strings(node.args[0]):
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", code, params


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_name_the_same_params_in_one_line(code: str) -> None:
    zh, en = MESSAGES[code]
    assert zh.strip()
    assert en.strip()
    assert placeholders(zh) == placeholders(en)
    assert "\n" not in zh + en


def test_no_two_areas_share_a_code() -> None:
    assert sum(len(area.MESSAGES) for area in AREAS) == len(MESSAGES)


def test_every_code_in_the_source_is_in_the_table() -> None:
    missing = [f"{place}: {code}" for place, code, _ in codes() if code not in MESSAGES]
    assert missing == []


def test_every_error_gives_the_params_that_its_message_names() -> None:
    lacking = [
        f"{place}: {code} lacks {sorted(placeholders(MESSAGES[code][0]) - params)}"
        for place, code, params in codes()
        if params is not None and code in MESSAGES and not placeholders(MESSAGES[code][0]) <= params
    ]
    assert lacking == []


def test_render_fills_in_params_and_refuses_unknown_codes() -> None:
    assert "a.txt" in render("not_found", {"source": "a.txt"}, "zh")
    assert render("not_found", {"source": "a.txt"}, "en") == "a.txt: no such file; check the path"
    with pytest.raises(KeyError):
        render("no_such_code", {})


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LC_MESSAGES": "de_DE", "LANG": "zh_CN"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_follows_the_locale(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
