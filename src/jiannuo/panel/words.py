"""The lexicon panel.toml, and the version of all rules."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files

import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.statements.codes import names

LEXICON = "panel.toml"


class Pledge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of assurance and of effort."""

    ensure: frozenset[str]
    strive: frozenset[str]


class Instead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headline codes of which any stands for all."""

    codes: frozenset[str]


class Absent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say that no target is set."""

    cues: tuple[str, ...]
    nouns: tuple[str, ...]
    instead: tuple[Instead, ...]

    def alike(self, code: str) -> frozenset[str]:
        """*code* and the codes that stand for it."""
        return next((group.codes for group in self.instead if code in group.codes), frozenset({code}))


class Communique(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the title of a statistics communiqué holds, and what names the nation."""

    title: tuple[str, ...]
    nation: tuple[str, ...]


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file panel.toml."""

    pledge: Pledge
    absent: Absent
    communique: Communique


@cache
def words() -> Lexicon:
    """The lexicon, read once; LexiconError says what is wrong with it."""
    read = load(LEXICON, Lexicon)
    for group in read.absent.instead:
        for code in group.codes:
            if code not in names():
                raise LexiconError(
                    "lexicon_invalid", file=LEXICON, key="absent.instead", reason=f"no such code: {code}"
                )
    return read


@cache
def rule_set() -> str:
    """Version of the program and a hash of every lexicon: panels of one rule set are made by the same rules."""
    from jiannuo import __version__

    digest = blake2b(digest_size=5)
    data = files("jiannuo.lexicon") / "data"
    for file in sorted(data.iterdir(), key=lambda file: file.name):
        if file.is_file() and not file.name.startswith("."):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()}"
