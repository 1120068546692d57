"""Every message to a person, in Chinese and English; one file for each area.

A message says what, where, why and how to mend, in one line.  ``{name}`` marks are filled from params.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from jiannuo.model.messages import (
    bulletins,
    cli,
    demo,
    ledger,
    linking,
    orders,
    panel,
    progress,
    public,
    publishing,
    reading,
    tasks,
    upkeep,
)

AREAS = (bulletins, cli, demo, ledger, linking, orders, panel, progress, public, publishing, reading, tasks, upkeep)

MESSAGES: dict[str, tuple[str, str]] = {code: words for area in AREAS for code, words in area.MESSAGES.items()}


def language() -> str:
    """``zh`` or ``en`` by the locale's environment variables; ``en`` where none is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    code = locale.getlocale()[0] or ""
    return "zh" if code.lower().startswith(("zh", "chinese")) else "en"


def render(code: str, params: Mapping[str, object], lang: str | None = None) -> str:
    """Message *code* filled in; KeyError for a code that is not in the table."""
    zh, en = MESSAGES[code]
    return (zh if (lang or language()) == "zh" else en).format_map(params)
