"""督办单.docx: an order in the form of GB/T 9704, in Chinese, whatever the language of the page."""

from __future__ import annotations

from io import BytesIO

from django.utils import timezone, translation

from jiannuo.exports.office import form
from jiannuo.web.orders.models import Order
from jiannuo.web.ui import words

# Title and width in millimetres of the table's columns, 156 mm in all: the type area of an upright sheet.
COLUMNS = (("事项", 34), ("内容", 122))


def order_form(order: Order) -> bytes:
    """The order as it is printed and sealed: who must do what by when, and room for the answer."""
    with translation.override("zh-hans"):
        body = [
            form.title(order.issuer.name, "督办单"),
            form.paragraph(order.number, align="right"),
            form.paragraph(f"{order.unit.name}：", align="left"),
            *(form.paragraph(line.strip()) for line in order.text.splitlines() if line.strip()),
            form.paragraph("请按下表时限办理并反馈；办结后由单位负责人申请销号。"),
            form.table(COLUMNS, _rows(order)),
            form.paragraph(order.issuer.name, align="right", before=2),
            form.paragraph(words.day(timezone.localtime(order.issued).date()), align="right"),
        ]
        made = form.document(body, [], f"督办单 {order.number}")
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _rows(order: Order) -> list[tuple[str, str]]:
    rows = [("事由", order.title), ("承办单位", order.unit.name)]
    if order.task is not None:
        rows.append(("所涉任务", f"台账第{order.task.number}项　{order.task.title}"))
    rows += [
        ("交办时间", words.moment(order.issued)),
        ("反馈时限", words.moment(order.report_due)),
        ("办结时限", words.moment(order.due) + ("（疑难事项）" if order.hard else "")),
        ("办理情况", "\n"),
        ("负责人签字", ""),
    ]
    return rows
