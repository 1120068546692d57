"""A report's rows as bytes, so that workers do the work and the main process only puts pieces one behind the other."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from jiannuo.exports.cells import csv_cell, plain
from jiannuo.panel.columns import CODINGS, COLUMNS, FIXED, NAMES, VARYING
from jiannuo.panel.extras import arrow

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]
_QUICK = 1  # zlib's fastest level


def _csv_column(name: str, sort: str) -> Callable[[Any], str]:
    if sort == "switch":
        return lambda value: "1" if value else "0"
    if sort in ("number", "whole"):
        return lambda value: "" if value is None else plain(value)
    return str if name in CODINGS else csv_cell


_CELLS = [(column.name, _csv_column(column.name, column.sort)) for column in COLUMNS]


def _as_csv(common: Row, rows: list[Row]) -> bytes:
    """Lines of a CSV file without its head."""
    buffer = io.StringIO(newline="")
    ready = {name: cell(common[name]) for name, cell in _CELLS if name in FIXED}
    cells = [(name, cell, ready.get(name)) for name, cell in _CELLS]
    writer = csv.writer(buffer)
    writer.writerows([cell(row[name]) if text is None else text for name, cell, text in cells] for row in rows)
    return buffer.getvalue().encode("utf-8", "replace")


@cache
def schema() -> pyarrow.Schema:
    """The panel's columns as Arrow has them, each with its names and what it holds."""
    pa = arrow()
    types = {"text": pa.string(), "whole": pa.int32(), "number": pa.float64(), "switch": pa.bool_()}
    return pa.schema(
        [
            pa.field(
                column.name,
                types[column.sort],
                metadata={"zh": column.zh, "en": column.en, "about": column.about, "about_zh": column.about_zh},
            )
            for column in COLUMNS
        ]
    )


def _as_arrow(common: Row, rows: list[Row]) -> bytes:
    """A record batch without its schema."""
    pa = arrow()
    count = len(rows)
    arrays = [
        pa.array([common[field.name]] * count if field.name in FIXED else [row[field.name] for row in rows], field.type)
        for field in schema()
    ]
    return bytes(pa.RecordBatch.from_arrays(arrays, schema=schema()).serialize())


def _as_rows(common: Row, rows: list[Row]) -> bytes:
    """The common values and lists of the others, in the order of FIXED and VARYING."""
    return msgspec.msgpack.encode(([common[name] for name in FIXED], [[row[name] for name in VARYING] for row in rows]))


def _squeezed(pack: Callable[[Row, list[Row]], bytes]) -> Callable[[Row, list[Row]], bytes]:
    return lambda common, rows: zlib.compress(pack(common, rows), _QUICK)


PACKERS: dict[str, Callable[[Row, list[Row]], bytes]] = {
    "csv": _squeezed(_as_csv),
    "arrow": _squeezed(_as_arrow),
    "rows": _squeezed(_as_rows),
}


def csv_bytes(payload: bytes) -> bytes:
    """The lines that ``csv`` packed."""
    return zlib.decompress(payload)


def arrow_batch(payload: bytes) -> pyarrow.RecordBatch:
    """The record batch that ``arrow`` packed."""
    pa = arrow()
    return pa.ipc.read_record_batch(pa.py_buffer(zlib.decompress(payload)), schema())


def plain_rows(payload: bytes) -> Iterator[list[Any]]:
    """The rows that ``rows`` packed, in the order of NAMES."""
    common, rows = msgspec.msgpack.decode(zlib.decompress(payload))
    order = [(*FIXED, *VARYING).index(name) for name in NAMES]
    for row in rows:
        values = common + row
        yield [values[place] for place in order]
