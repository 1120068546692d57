"""Receipt codes: shown once to who sent a comment, kept as hashes."""

from __future__ import annotations

import hashlib
import re
import secrets

from django.utils.crypto import salted_hmac

# Letters and digits that are not mistaken for one another when copied by hand; 20 of 32 make 100 bits.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 20
_FORM = re.compile(f"[{_LETTERS}]{{{_LENGTH}}}")


def new_receipt(key: str) -> str:
    """A code; the same for the same *key* of a form, so that a form sent twice is told the same code."""
    raw = salted_hmac("jiannuo.receipt", key, algorithm="sha256").digest() if key else secrets.token_bytes(32)
    return "".join(_LETTERS[byte % 32] for byte in raw[:_LENGTH])


def digest(receipt: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(receipt.encode()).hexdigest()


def normal(typed: str) -> str:
    """The code as typed with its dashes, spaces and small letters put right; empty where it can be none."""
    code = re.sub(r"[\s\-—]", "", typed).upper()
    return code if _FORM.fullmatch(code) else ""


def spaced(receipt: str) -> str:
    """In groups of five, to be copied."""
    return "-".join(receipt[start : start + 5] for start in range(0, _LENGTH, 5))
