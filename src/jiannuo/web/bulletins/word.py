"""通报.docx: a bulletin in the form of an official document, under a red head, its lists on sheets on their side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from jiannuo.exports.office import form
from jiannuo.ledger.counts import RANKING, SHARES
from jiannuo.web.bulletins import tables
from jiannuo.web.bulletins.issue import Issue
from jiannuo.web.bulletins.tables import Table, words

HEAD = "政府工作报告任务进展情况通报"
_UPRIGHT = 156  # millimetres of the type area
_SIDEWAYS = 225


def document(issue: Issue, digest: str) -> bytes:
    """The file, made from the snapshot alone; *digest* is printed at the end with the log's anchor."""
    made = form.document(list(_body(issue)), list(_lists(issue, digest)), issue.title)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _body(issue: Issue) -> Iterator[str]:
    """Head, title, lead text, the table of all, signature."""
    frozen = date.fromisoformat(issue.frozen[:10])
    day = f"{frozen.year}年{frozen.month}月{frozen.day}日"
    yield from form.red_head(HEAD, f"{issue.year}年第{issue.number}期", issue.issuer, day)
    yield form.title(*_broken(issue.title))
    for line in issue.lead.splitlines():
        if line.strip():
            yield form.paragraph(form.plain(line.strip()))
    yield form.paragraph("评定总表", form.BLACK, before=1, keep=True)
    yield _table(tables.totals(issue), _UPRIGHT)
    yield form.paragraph(f"注：{SHARES.message('zh')}。", form.SMALL)
    if issue.rules:
        rules = f"评定规则版本：{'、'.join(issue.rules)}；通报以严口径为准，经人工改评的以改评为准。"
        yield form.paragraph(rules, form.SMALL)
    names = [table.title for table in _sideways(issue)]
    for number, name in enumerate(names, 1):
        begin = "附件：" if number == 1 else "　　　"
        yield form.paragraph(f"{begin}{number}.{name}", before=int(number == 1), align="left", keep=number < len(names))
    yield form.paragraph(issue.issuer, align="right", before=1, keep=True)
    yield form.paragraph(day, align="right")


def _broken(title: str) -> tuple[str, ...]:
    """A title of more than a line, broken before 任务进展情况 where it has that, so that no line is a remnant."""
    before, found, after = title.partition("任务进展情况")
    return (before, found + after) if found and before and len(title) > 20 else (title,)


def _sideways(issue: Issue) -> list[Table]:
    return [tables.units(issue), tables.areas(issue), *tables.lists(issue)]


def _lists(issue: Issue, digest: str) -> Iterator[str]:
    """The tables, each under its number, and the proof at the end."""
    for number, table in enumerate(_sideways(issue), 1):
        head = f"附件{number}　{table.title}"
        yield form.paragraph(head, form.BLACK, before=int(number > 1), align="left", keep=True)
        yield _table(table, _SIDEWAYS)
        note = f"{RANKING.message('zh')}。" if table.key == "units" else table.note
        if note:
            yield form.paragraph(f"注：{note}", form.SMALL, align="left")
        yield form.paragraph("", form.SMALL)
    if issue.corrects:
        yield form.paragraph(
            f"本期更正第{issue.corrects.number}期《{issue.corrects.title}》，原期保留备查。", form.SMALL, align="left"
        )
    if issue.anchor:
        proof = f"快照哈希 {digest}；印发时日志第{issue.anchor.count}条，哈希 {issue.anchor.hash}。"
        yield form.paragraph(proof, form.FINE, align="left")


def _table(table: Table, room: int) -> str:
    """A table of the form, its columns made to fill *room*."""
    whole = sum(column.width for column in table.columns)
    columns = [(column.name, max(column.width * room // whole, 8)) for column in table.columns]
    rows = ([form.plain(words(cell)) for cell in row] for row in table.rows)
    return form.table(columns, rows, left=[column.name for column in table.columns if column.long])
