"""Markdown (.md): plain text to us; front matter and marks stay in the text and are recognised by the outline."""

from __future__ import annotations

from jiannuo.formats import text
from jiannuo.formats.base import Format
from jiannuo.model.document import Document


def read(data: bytes, source: str) -> Document:
    """The Document of a Markdown file, its marks included."""
    content, encoding = text.decode(data, source)
    return Document(source=source, format="md", text=content, encoding=encoding)


FORMAT = Format("md", (".md", ".markdown"), read, text.LIMIT, magic=False)
