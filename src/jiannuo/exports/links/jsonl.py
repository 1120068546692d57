"""One link a line."""

from __future__ import annotations

from collections.abc import Iterator

from jiannuo.exports.links.rows import record
from jiannuo.exports.options import Options
from jiannuo.exports.rows import as_json
from jiannuo.model.link import Links


def export(links: Links, options: Options) -> Iterator[bytes]:
    """All links in one piece, in order of the earlier report's text."""
    yield b"".join(as_json(record(link, options.language)) + b"\n" for link in links.links)
