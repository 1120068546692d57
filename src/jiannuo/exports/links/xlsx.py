"""A workbook of the target–result table (目标完成情况表), the counts, the review list and the sources."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from jiannuo.exports.figures import figure
from jiannuo.exports.links.rows import ORDER, VERDICTS, answered, remarks, sort_word, tally, verdict_word
from jiannuo.exports.options import Options
from jiannuo.exports.xlsx import Sheet, write_sheet
from jiannuo.model.link import Evidence, Link, Links
from jiannuo.model.messages import render
from jiannuo.model.statement import Measure

_HEAD = (
    ("序号", "no"),
    ("类别", "sort"),
    ("承诺", "promise"),
    ("目标", "target"),
    ("判定", "verdict"),
    ("下一年报告", "answer"),
    ("结果", "result"),
    ("依据", "rule"),
    ("从严", "strict"),
    ("从宽", "lenient"),
    ("备注", "notes"),
    ("把握", "confidence"),
    ("复核", "review"),
    ("次选", "runner-up"),
    ("只见于新计划", "only in the new plan"),
    ("目标数值", "target value"),
    ("结果数值", "result value"),
    ("单位", "unit"),
    ("承诺原句", "promise sentence"),
    ("结果原句", "answer sentence"),
    ("承诺起", "promise start"),
    ("承诺止", "promise end"),
    ("结果起", "answer start"),
    ("结果止", "answer end"),
    ("编号", "id"),
)
_REVIEWED = 12  # column of 复核


def export(links: Links, options: Options) -> Iterator[bytes]:
    """The workbook in one piece."""
    from openpyxl import Workbook  # slow to import

    book = Workbook(write_only=True)
    for sheet in _sheets(links, options.language):
        write_sheet(book, sheet)
    buffer = BytesIO()
    book.save(buffer)
    yield buffer.getvalue()


def _sheets(links: Links, language: str) -> list[Sheet]:
    chinese = language == "zh"
    head = [zh if chinese else en for zh, en in _HEAD]
    rows = [_row(number, link, links, language) for number, link in enumerate(links.links, 1)]
    return [
        Sheet("目标完成情况表" if chinese else "Targets and results", head, rows),
        _counts(links, language),
        Sheet("复核" if chinese else "Review", head, [row for row in rows if row[_REVIEWED]]),
        _sources(links, language),
    ]


def _row(number: int, link: Link, links: Links, language: str) -> list[Any]:
    statement = link.promise.statement
    measure = statement if isinstance(statement, Measure) else None
    first = link.evidence[0] if link.evidence else None
    actual = first.measure if first else None
    return [
        number,
        sort_word(link.promise.sort, language),
        measure.indicator if measure else statement.text,
        str(figure(measure, links.earlier.text)) if measure else None,
        f"{VERDICTS[link.verdict][0]} {verdict_word(link.verdict, language)}",
        answered(link),
        str(figure(actual, links.later.text)) if actual else None,
        link.rule.message(language),
        verdict_word(link.strict, language),
        verdict_word(link.lenient, language),
        remarks(link, language),
        link.confidence,
        render("link_to_review", {}, language) if link.review else None,
        _text(link.runner_up),
        _text(link.elsewhere),
        measure.value if measure else None,
        actual.value if actual else None,
        measure.unit if measure else None,
        links.earlier.text[statement.sentence.start : statement.sentence.end].strip(),
        links.later.text[first.sentence.start : first.sentence.end].strip() if first else None,
        statement.span.start,
        statement.span.end,
        first.span.start if first else None,
        first.span.end if first else None,
        statement.id,
    ]


def _text(evidence: Evidence | None) -> str | None:
    return evidence.text if evidence else None


def _counts(links: Links, language: str) -> Sheet:
    """Verdicts by sort; each row adds up to its last column."""
    counts = tally(links)
    head = [
        "类别" if language == "zh" else "sort",
        *(verdict_word(verdict, language) for verdict in ORDER),
        "合计" if language == "zh" else "sum",
    ]
    rows: list[list[Any]] = [
        [sort_word(sort, language), *(found[verdict] for verdict in ORDER), sum(found.values())]
        for sort, found in counts.items()
    ]
    return Sheet("汇总" if language == "zh" else "Counts", head, rows, filtered=False)


def _sources(links: Links, language: str) -> Sheet:
    from jiannuo import __version__

    chinese = language == "zh"
    rows: list[list[Any]] = []
    for name, report in (
        ("承诺" if chinese else "promises", links.earlier),
        ("结果" if chinese else "results", links.later),
    ):
        about = report.metadata
        rows.append([name, report.document.source, about.place, str(about.year or ""), about.date, about.speaker])
    rows += [[render("link_note", {}, language), remark.message(language)] + [None] * 4 for remark in links.remarks]
    rows.append(["程序版本" if chinese else "version", __version__] + [None] * 4)
    head = (
        ["项目", "文件", "地区", "年份", "日期", "报告人"]
        if chinese
        else ["item", "file", "place", "year", "date", "speaker"]
    )
    return Sheet("来源" if chinese else "Sources", head, rows, filtered=False)
