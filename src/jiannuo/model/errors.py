"""What can go wrong, as values: a code and its parameters, rendered in the reader's language."""

from __future__ import annotations

from jiannuo.model.messages import render


class JiannuoError(Exception):
    """Base of all errors raised on purpose; ``str()`` is one line in the locale's language."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def message(self, language: str | None = None) -> str:
        """The one line in ``zh`` or ``en``."""
        return render(self.code, self.params, language)

    def __str__(self) -> str:
        return self.message()


class ReadError(JiannuoError):
    """A file could not be read into a Document; params always hold ``source``."""


class LexiconError(JiannuoError):
    """A lexicon file is not valid; params always hold ``file``, ``key`` and ``reason``."""
