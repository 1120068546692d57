"""A panel as one page of tables and charts that needs nothing but a browser."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from jiannuo.exports.fields import VALUES
from jiannuo.model.errors import JiannuoError
from jiannuo.panel.columns import COLUMNS, NAMES
from jiannuo.panel.extras import duckdb
from jiannuo.panel.views import create_views
from jiannuo.statements.codes import names
from jiannuo.statements.headline import lexicon as headline_words

_TYPES = {"text": "VARCHAR", "whole": "INTEGER", "number": "DOUBLE", "switch": "BOOLEAN"}

# Name in the page → what it shows; each is a table of the page, columns in this order.
_TABLES = {
    "targets": "SELECT place_key, place, level, year, code, low, high, bound, bound_words, coding FROM targets",
    "outcomes": "SELECT place_key, place, level, year, code, target_low, target_high, bound, result, gap, reached"
    " FROM target_result",
    "amplification": "SELECT place_key, place, level, year, code, target, province, province_target, nation_target,"
    " over_province, over_nation, province_over_nation FROM amplification",
    "repeated": "SELECT place_key, place, level, code, low, high, bound, first_year, last_year, years"
    " FROM repeated_targets",
    "absent": "SELECT place_key, place, level, year, code, said, quote FROM absent_targets",
    "firmness": "SELECT level, year, code, targets, hard, soft, mixed, plain FROM firmness",
    "national": "SELECT year, code, target, bound, report, communique, communique_less_report FROM national",
}


def page(source: Path) -> str:
    """The page of the panel at *source*; JiannuoError where that is no panel."""
    base = _open(source)
    with base:
        tables = {name: _table(base, query) for name, query in _TABLES.items()}
        counts = base.execute(
            "SELECT count(*), count(DISTINCT place), min(year), max(year), sum(statements)::BIGINT FROM reports"
        ).fetchone()
        rules = [rule for (rule,) in base.execute("SELECT DISTINCT rules FROM panel ORDER BY 1").fetchall()]
    data = {
        "name": source.name,
        "counts": dict(zip(("reports", "places", "first", "last", "statements"), counts, strict=True)),
        "rules": rules,
        "codes": {code: {"zh": names()[code].zh, "unit": names()[code].unit[0]} for code in headline_words().codes},
        "values": {name: VALUES[name] for name in ("level", "bound")},
        "tables": tables,
    }
    return _fill(msgspec.json.encode(data).decode())


def _open(source: Path) -> Any:
    """A connection in memory with the table ``panel`` and all views."""
    library = duckdb()
    if not source.is_file():
        raise JiannuoError("not_found", source=str(source))
    base = library.connect()
    try:
        if source.suffix.lower() == ".duckdb":
            base.execute(f"ATTACH '{_quoted(source)}' AS stored (READ_ONLY)")
            base.execute("CREATE VIEW panel AS SELECT * FROM stored.panel")
        elif source.suffix.lower() == ".csv":
            base.execute(f"CREATE TABLE panel AS SELECT {_csv_columns()} FROM read_csv(?, {_CSV})", [str(source)])
        else:
            base.execute(f"CREATE VIEW panel AS SELECT * FROM read_parquet('{_quoted(source)}')")
        found = {row[0] for row in base.execute("DESCRIBE panel").fetchall()}
        missing = [name for name in NAMES if name not in found]
        if missing:
            raise JiannuoError("panel_not_readable", source=str(source), reason=f"no column {missing[0]}")
        create_views(base)
    except library.Error as error:
        reason = str(error).partition("\n")[0]
        raise JiannuoError("panel_not_readable", source=str(source), reason=reason) from error
    return base


_CSV = "header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',', max_line_size = 10000000"


def _csv_columns() -> str:
    """Columns of a CSV file as they were: apostrophes that keep a spreadsheet quiet are taken off."""
    cells = []
    for column in COLUMNS:
        name = f'"{column.name}"'
        text = f"coalesce(regexp_replace({name}, '^''', ''), '')"
        cells.append(f"{text if column.sort == 'text' else f'CAST({name} AS {_TYPES[column.sort]})'} AS {name}")
    return ", ".join(cells)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _table(base: Any, query: str) -> dict[str, Any]:
    result = base.execute(query)
    return {"columns": [column[0] for column in result.description], "rows": result.fetchall()}


def _fill(data: str) -> str:
    assets = files("jiannuo.exports") / "assets"
    own = files("jiannuo.panel") / "assets"

    def read(folder: Any, name: str) -> str:
        return str((folder / name).read_text(encoding="utf-8"))

    # "</script" inside a string would end the script: the slash of a JSON string may be escaped.
    return Template(read(own, "explore.html")).substitute(
        tokens=read(assets, "tokens.css"),
        style=read(own, "explore.css"),
        echarts=read(assets, "echarts.min.js"),
        script=read(own, "explore.js"),
        data=data.replace("</", "<\\/").replace("<!--", "<\\u0021--"),
    )
