"""分工方案.docx: the tasks of a report shared out, in the form of GB/T 9704."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from jiannuo.exports.office import form
from jiannuo.exports.office.items import Group, Item, groups
from jiannuo.exports.page.cards import Cards
from jiannuo.exports.page.top import tops
from jiannuo.exports.page.words import clean, day
from jiannuo.exports.publication import Publication
from jiannuo.model.report import Report

FILE = "分工方案.docx"
NUMERALS = "零一二三四五六七八九"
# Title and width in millimetres of the table's columns, 225 mm in all: the type area of a sheet on its side.
COLUMNS = (
    ("序号", 13),
    (form.LONG_COLUMN, 84),
    ("目标值", 31),
    ("完成时限", 25),
    ("牵头单位", 26),
    ("配合单位", 26),
    ("责任领导", 20),
)
_NUMBER = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．，]\s*|第[一二三四五六七八九十]{1,3}[，、]|[①-⑳]\s*"
)
REMARK = "注：序号与台账一致；目标值和完成时限照录报告原文。"
EMPTY = "报告中没有读出目标或事项，请对照原文填写。"


def make(publication: Publication, folder: Path) -> None:
    """Write 分工方案.docx into *folder*."""
    (folder / FILE).write_bytes(split(publication))


def split(publication: Publication) -> bytes:
    """The document: title, preamble and headline targets upright, then the table of tasks on sheets on their side."""
    report = publication.report
    found = groups(report)
    title = f"{_place(report)}政府工作报告", "重点任务分工方案"
    body = [form.title(*title), *_preamble(report, found), *_headlines(report), *_notes(report)]
    body += [
        form.paragraph("附件：重点任务分工表", before=1),
        form.paragraph("年　　月　　日", align="right", before=2),
    ]
    table = [form.paragraph("附件", form.BLACK), form.title(f"{_place(report)}重点任务分工表")]
    table += _headed(found)
    # Word wants a paragraph after a table at the end.
    table.append(form.paragraph(REMARK if found else EMPTY, form.CELL if found else form.BODY, align="left"))
    document = form.document(body, table, "".join(title))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def chinese(number: int) -> str:
    """A number from 1 to 9,999 as headings count: 一, 十二, 一百零三."""
    if number < 10:
        return NUMERALS[number]
    digits, out = str(number), ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            out += NUMERALS[int(digit)] + ("", "十", "百", "千")[place]
        elif not out.endswith("零"):
            out += "零"
    out = out.rstrip("零")
    return out.removeprefix("一") if out.startswith("一十") else out


def _place(report: Report) -> str:
    about = report.metadata
    year = f"{about.year}年" if about.year else ""
    return clean(about.place) + year


def _preamble(report: Report, found: tuple[Group, ...]) -> list[str]:
    about = report.metadata
    source = f"{clean(about.session)}上的" if about.session else ""
    when = f"{day(about.date)}" if about.date else ""
    who = f"{clean(about.speaker)}" if about.speaker else ""
    made = f"（{'，'.join(part for part in (when, who and f'报告人{who}') if part)}）" if when or who else ""
    count = sum(len(group.items) for group in found)
    measured = sum(bool(item.goal) for group in found for item in group.items)
    areas = sum(bool(group.items) for group in found)
    first = f"为落实{source}政府工作报告{made}提出的目标和任务，明确责任、按期完成，制定本方案。"
    if not count:
        return [form.paragraph(first), form.paragraph(EMPTY)]
    second = (
        f"本方案共列任务{count}项，分为{areas}个方面，"
        f"其中有数量要求的{measured}项、没有数量要求的{count - measured}项。"
        "任务内容、目标值和完成时限照录报告原文，报告只写明年份的以年份为限；牵头单位、配合单位和责任领导待填。"
    )
    return [form.paragraph(first), form.paragraph(second)]


def _headlines(report: Report) -> list[str]:
    """一、主要预期目标, numbered 1. 2. 3., each with last year's result."""
    found = [row for row in tops(Cards(report), None) if row.target]
    if not found:
        return []
    out = [form.paragraph("一、主要预期目标", form.BLACK)]
    for number, row in enumerate(found, 1):
        assert row.target is not None
        beside = f"（上年结果{form.plain(row.result.figure)}）" if row.result else ""
        out.append(form.paragraph(f"{number}.{row.label}：{form.plain(row.target.figure)}{beside}。", align="left"))
    return out


def _notes(report: Report) -> list[str]:
    """What a person should look at before the plan is sent out."""
    if not report.notes:
        return []
    head = "二、需要复核的内容" if any(row.target for row in tops(Cards(report), None)) else "一、需要复核的内容"
    return [
        form.paragraph(head, form.BLACK),
        *(
            form.paragraph(f"{number}.{clean(note.message('zh'))}。", align="left")
            for number, note in enumerate(report.notes, 1)
        ),
    ]


def _headed(found: tuple[Group, ...]) -> Iterator[str]:
    """The groups under numbers of the document's own: 一、 for chapters and areas outside one, （一） inside one."""
    number = inner = 0
    chapter = ""
    for group in found:
        if not group.chapter or group.chapter != chapter:
            number += 1
            inner, chapter = 0, group.chapter
            head = unnumbered(group.chapter or group.title)
            yield form.paragraph(f"{chinese(number)}、{head}", form.BLACK, align="left", keep=True)
        if group.chapter and unnumbered(group.title) != unnumbered(group.chapter):
            inner += 1
            head = f"（{chinese(inner)}）{unnumbered(group.title)}"
            yield form.paragraph(head, form.KAI, align="left", keep=True)
        if group.remark:
            yield form.paragraph(f"（{group.remark}）", align="left", keep=bool(group.items))
        if group.items:
            yield form.table(COLUMNS, [_cells(item) for item in group.items])


def _cells(item: Item) -> tuple[str, ...]:
    return (str(item.number), item.task, form.plain(item.goal), item.deadline, "", "", "")


def unnumbered(title: str) -> str:
    """A title of the report without its own number, which would stand beside ours."""
    return _NUMBER.sub("", title) or title
