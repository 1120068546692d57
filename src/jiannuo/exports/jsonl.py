"""One record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiannuo.exports.options import Options
from jiannuo.exports.rows import as_json, report_records
from jiannuo.model.report import Report


def export(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """One piece a report."""
    for report in reports:
        yield b"".join(as_json(row) + b"\n" for row in report_records(report, options))
