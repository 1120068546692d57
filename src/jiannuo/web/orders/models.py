"""Supervision orders with escalating deadlines, and the outbox of what must be told to people."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jiannuo.ledger.status import OrderState
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.choices import state_field
from jiannuo.web.files.models import StoredFile
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.watch.models import Breach


class OrderNumbering(models.Model):
    """The numbers of a unit's orders in a year: 云督〔2026〕3号 is word, year and the last number given."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="order_numberings")
    year = models.PositiveSmallIntegerField("年份")
    word = models.CharField("发文字", max_length=20, help_text="如 云督")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="numbering_once"),
            models.UniqueConstraint(fields=["word", "year"], name="numbering_word_once"),
        ]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}号"

    def unit_paths(self) -> list[str]:
        """The unit that issues under it."""
        return [self.unit.path]


class Order(models.Model):
    """A supervision order (督办单) to a unit."""

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, null=True, related_name="orders")
    number = models.CharField("文号", max_length=40, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="orders", verbose_name="承办单位")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issued_orders", verbose_name="交办单位")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="orders")
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, null=True, related_name="orders")
    title = models.CharField("事由", max_length=200)
    text = models.TextField("督办内容")
    hard = models.BooleanField("疑难事项", default=False)
    state = state_field(OrderState, OrderState.OPEN, verbose_name="状态")
    issued = models.DateTimeField("交办时间")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    report_due = models.DateTimeField("反馈时限")
    due = models.DateTimeField("办结时限")
    level = models.PositiveSmallIntegerField("升级层级", default=0)
    grade = models.CharField("办理评价", max_length=16, blank=True)
    closed = models.DateTimeField("销号时间", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-issued", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "due"], name="order_by_due")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def unit_paths(self) -> list[str]:
        """The unit that must deal with it."""
        return [self.unit.path]


class OrderEvent(models.Model):
    """What happened to an order: answers, requests, returns, escalations."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    who = models.CharField(max_length=60)
    what = models.CharField(max_length=24)
    text = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.order_id} {self.what}"

    def unit_paths(self) -> list[str]:
        """The unit of its order."""
        return self.order.unit_paths()


class Channel(models.Model):
    """A way to tell people: a robot of WeCom, DingTalk or Feishu; its secret address is named by a variable."""

    name = models.CharField("名称", max_length=60, unique=True)
    kind = models.CharField(
        "类型", max_length=8, choices=[("wecom", "企业微信"), ("dingtalk", "钉钉"), ("feishu", "飞书")]
    )
    variable = models.CharField("环境变量", max_length=60, help_text="存放机器人地址的环境变量名")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="channels")
    active = models.BooleanField("在用", default=True)

    def __str__(self) -> str:
        return self.name

    def unit_paths(self) -> list[str]:
        """The unit whose messages it carries."""
        return [self.unit.path]


class Outgoing(models.Model):
    """A message in the outbox, sent by the worker: at least once, retried with growing pauses."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    dedupe = models.CharField(max_length=160, unique=True, help_text="同一件事不重复通知")
    created = models.DateTimeField()
    not_before = models.DateTimeField(db_index=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True)
    given_up = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["not_before", "pk"]

    def __str__(self) -> str:
        return self.subject

    def unit_paths(self) -> list[str]:
        """The units of who is told."""
        told = self.person or self.channel
        return told.unit_paths() if told else []


class DutyRun(models.Model):
    """When a periodic duty of the worker ran last, and who runs it now; several workers share it."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class CalendarKey(models.Model):
    """The secret of a person's calendar feed, kept as its hash."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_key")
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)
