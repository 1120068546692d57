"""Each month's returns with their evidence, and the ratings computed from them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiannuo.ledger.status import Rating, ReturnState
from jiannuo.web.accounts.models import Unit
from jiannuo.web.choices import MonthField, amount, state_field
from jiannuo.web.files.models import StoredFile
from jiannuo.web.tasks.models import Ledger, Task

_PERSON = settings.AUTH_USER_MODEL


class Return(models.Model):
    """One unit's return for one task and month, signed off and reviewed."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="returns")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="returns")
    month = MonthField()
    state = state_field(ReturnState, ReturnState.DRAFT, verbose_name="状态")
    value = amount(verbose_name="完成值")
    text = models.TextField("进展情况", blank=True)
    problems = models.TextField("存在问题", blank=True)
    next_step = models.TextField("下步打算", blank=True)
    steps_done = models.JSONField("完成的节点", default=dict, blank=True, help_text="节点编号 → 完成日期")
    origin = models.CharField("来源", max_length=8, default="web", help_text="web、excel、api、rollup")
    version = models.PositiveIntegerField(default=1)
    late = models.BooleanField("迟报", default=False)
    created = models.DateTimeField()
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    submitted = models.DateTimeField("首次报送", null=True)
    submitted_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.DateTimeField("签发", null=True)
    signed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed = models.DateTimeField("审核", null=True)
    reviewed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    review = models.TextField("退回理由或审核意见", blank=True)

    class Meta:
        ordering: ClassVar = ["task", "month"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "unit", "month"], name="return_once")]
        indexes: ClassVar = [
            models.Index(fields=["unit", "month", "state"], name="return_by_unit"),
            models.Index(fields=["month", "state"], name="return_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.month}"

    def unit_paths(self) -> list[str]:
        """The unit that fills it in."""
        return [self.unit.path]


class Evidence(models.Model):
    """What supports a return: a file, a photo or a link; struck out, never removed."""

    report = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="evidence", verbose_name="填报")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.URLField("网址", max_length=500, blank=True)
    title = models.CharField("名称", max_length=200)
    added = models.DateTimeField()
    added_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    struck = models.DateTimeField("撤下时间", null=True)

    class Meta:
        ordering: ClassVar = ["added", "pk"]

    def __str__(self) -> str:
        return self.title

    def unit_paths(self) -> list[str]:
        """The unit of the return."""
        return self.report.unit_paths()


class RatingRecord(models.Model):
    """A rating as computed for a task and month; a later one supersedes it, an override stands beside it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="ratings")
    month = MonthField()
    strict = state_field(Rating, verbose_name="严口径")
    lenient = state_field(Rating, verbose_name="宽口径")
    share = models.FloatField("完成比例", null=True)
    expected = models.FloatField("应达", null=True)
    actual = models.FloatField("实达", null=True)
    rule = models.JSONField("规则", help_text="规则代码与参数")
    rule_version = models.CharField("规则版本", max_length=16)
    computed = models.DateTimeField()
    in_force = models.BooleanField("有效", default=True)
    override = state_field(Rating, verbose_name="人工改评", blank=True)
    override_reason = models.TextField("改评理由", blank=True)
    override_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["task", "month", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "month"], condition=Q(in_force=True), name="rating_in_force_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.month} {self.shown}"

    @property
    def shown(self) -> str:
        """The rating that counts: a person's, where one was given with a reason, else the strict one."""
        return self.override or self.strict


class Collection(models.Model):
    """One month's round of returns of a ledger."""

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="collections")
    month = MonthField()
    due = models.DateField("截止日")
    opened = models.DateTimeField()
    rated = models.DateTimeField("评定时间", null=True)

    class Meta:
        ordering: ClassVar = ["ledger", "month"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["ledger", "month"], name="collection_once")]

    def __str__(self) -> str:
        return f"{self.ledger_id} {self.month}"

    def unit_paths(self) -> list[str]:
        """The government that collects."""
        return self.ledger.unit_paths()
