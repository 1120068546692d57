"""Packed rows to the file that was asked for, in batches: memory does not grow with the number of reports."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from jiannuo.exports import WriteError
from jiannuo.exports.csv import BYTE_ORDER_MARK
from jiannuo.exports.xlsx import MOST_ROWS
from jiannuo.panel import pack
from jiannuo.panel.columns import COLUMNS, NAMES
from jiannuo.panel.extras import arrow, duckdb, parquet
from jiannuo.panel.views import create_views

BATCH = 1 << 16  # rows of a group of a Parquet file


class Format(msgspec.Struct, frozen=True):
    """A format of the panel: how workers pack rows, how they are written, and what it needs (fails early without)."""

    name: str
    packer: str
    write: Callable[[Iterable[bytes], Path], None]
    needs: tuple[Callable[[], Any], ...] = ()

    @property
    def suffix(self) -> str:
        """The ending of its files."""
        return f".{self.name}"


def _write_csv(payloads: Iterable[bytes], target: Path) -> None:
    head = io.StringIO(newline="")
    csv.writer(head).writerow(NAMES)
    with target.open("wb") as file:
        file.write((BYTE_ORDER_MARK + head.getvalue()).encode())
        for payload in payloads:
            file.write(pack.csv_bytes(payload))


def _write_parquet(payloads: Iterable[bytes], target: Path) -> None:
    pa = arrow()
    with parquet().ParquetWriter(target, pack.schema(), compression="zstd") as writer:
        waiting: list[Any] = []
        rows = 0
        for payload in payloads:
            batch = pack.arrow_batch(payload)
            waiting.append(batch)
            rows += batch.num_rows
            if rows >= BATCH:
                writer.write_table(pa.Table.from_batches(waiting))
                waiting, rows = [], 0
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting))


def _write_duckdb(payloads: Iterable[bytes], target: Path) -> None:
    """A database with the table ``panel``, its columns commented, and all views."""
    through = target.with_name(target.name + ".parquet")
    try:
        _write_parquet(payloads, through)
        with duckdb().connect(str(target)) as base:
            base.execute("CREATE TABLE panel AS SELECT * FROM read_parquet(?)", [str(through)])
            for column in COLUMNS:
                words = f"{column.zh}: {column.about}".replace("'", "''")
                base.execute(f"COMMENT ON COLUMN panel.\"{column.name}\" IS '{words}'")
            create_views(base)
    finally:
        through.unlink(missing_ok=True)


def _write_xlsx(payloads: Iterable[bytes], target: Path) -> None:
    """One sheet with its head frozen; WriteError where Excel holds fewer rows."""
    from openpyxl import Workbook  # slow to import

    from jiannuo.exports.xlsx import text_or_number

    book = Workbook(write_only=True)
    page = book.create_sheet("panel")
    page.freeze_panes = "A2"
    page.append(list(NAMES))
    count = 0
    for payload in payloads:
        for row in pack.plain_rows(payload):
            count += 1
            if count > MOST_ROWS:
                raise WriteError("panel_too_long", target=str(target), most=MOST_ROWS)
            page.append([text_or_number(page, value) for value in row])
    book.save(target)


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("parquet", "arrow", _write_parquet, (arrow,)),
        Format("csv", "csv", _write_csv),
        Format("xlsx", "rows", _write_xlsx),
        Format("duckdb", "arrow", _write_duckdb, (arrow, duckdb)),
    )
}
