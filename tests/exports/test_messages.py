"""Every code that the program raises or notes has its words in both languages."""

import ast
import string
from pathlib import Path

import pytest

import jiannuo
from jiannuo.model.messages import MESSAGES

SOURCE = Path(jiannuo.__file__).parent
CALLS = {"Note", "ReadError", "WriteError", "LexiconError", "JiannuoError", "render", "word"}


def used():
    """Codes given literally to the calls above, with the place."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CALLS and isinstance(node.args[0].value, str):
                yield node.args[0].value, f"{path.name}:{node.lineno}"


def test_every_code_has_words():
    assert {f"{code} at {place}" for code, place in used() if code not in MESSAGES} == set()


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_take_the_same_params(code):
    zh, en = ({name for _, name, _, _ in string.Formatter().parse(text) if name} for text in MESSAGES[code])
    names = {name.partition("!")[0] for name in zh}
    # A usage line may say its command in one language only; nothing else may differ.
    assert names == en
