"""Every code of a note has its line in docs/review-list.md, and every line there is a code."""

import ast
import re
from pathlib import Path

import jiannuo
from jiannuo.model.messages import MESSAGES

SOURCE = Path(jiannuo.__file__).parent
PAGE = Path(__file__).parents[1] / "docs" / "review-list.md"


def noted() -> set[str]:
    """Codes given literally to Note, either branch of a choice too; a kept one that is read again is no new one."""
    return {
        part.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Note" and node.args
        if not any(isinstance(part, ast.Subscript) for part in ast.walk(node.args[0]))
        for part in ast.walk(node.args[0])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_every_note_is_explained() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(explained) == len(set(explained))
    assert set(explained) == noted()
    assert set(explained) <= set(MESSAGES)
