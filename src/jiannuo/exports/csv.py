"""One table of all records and notes, safe to open in Excel."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from jiannuo.exports.cells import csv_cell
from jiannuo.exports.fields import FIELDS
from jiannuo.exports.options import Options
from jiannuo.exports.rows import table_rows
from jiannuo.model.report import Report

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the file for the system's code page


def export(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """The head with the first report, then one piece a report."""
    fields = [field for field in FIELDS if options.several or field.name != "source"]
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow([field.title(options.language) for field in fields])
    for report in reports:
        for row in table_rows(report, options):
            writer.writerow([csv_cell(row.get(field.name)) for field in fields])
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()
