"""One record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from jiannuo.exports.options import Options
from jiannuo.exports.rows import report_records
from jiannuo.model.report import Report


def export(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """One piece a report."""
    encoder = msgspec.json.Encoder()
    for report in reports:
        yield encoder.encode_lines(list(report_records(report, options)))
