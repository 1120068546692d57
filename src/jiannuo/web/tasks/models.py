"""A year's ledger and its tasks: where they come from, who delivers them, by which plan."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jiannuo.ledger.status import (
    AdjustmentState,
    Duty,
    Frequency,
    LedgerState,
    Light,
    Rating,
    Sort,
    TaskState,
)
from jiannuo.model.statement import Bound
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.choices import MonthField, amount, state_field
from jiannuo.web.reports.models import GovernmentReport, ReportStatement


class Ledger(models.Model):
    """A government's tasks of one year."""

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ledgers", verbose_name="所属政府")
    report = models.ForeignKey(GovernmentReport, on_delete=models.PROTECT, null=True, related_name="ledgers")
    year = models.PositiveSmallIntegerField("年份")
    title = models.CharField("名称", max_length=200)
    state = state_field(LedgerState, LedgerState.DRAFTING, verbose_name="状态")
    due_day = models.PositiveSmallIntegerField("每月报送截止日", default=25)
    public = models.BooleanField("向社会公开", default=False)
    issued = models.DateTimeField("下达时间", null=True)
    created = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-year", "pk"]

    def __str__(self) -> str:
        return self.title

    def unit_paths(self) -> list[str]:
        """The government that it belongs to."""
        return [self.owner.path]


class Programme(models.Model):
    """A special campaign (专项行动) that groups tasks."""

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField("名称", max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ledger", "name"], name="programme_once")]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """A ledger item that a lead unit must deliver.

    The fields from rating on repeat the latest rating and return, so that lists need no joins; progress writes them.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveIntegerField("编号", help_text="台账内的固定编号，取消后不再使用")
    title = models.CharField("任务", max_length=200)
    text = models.TextField("任务内容", blank=True)
    area = models.CharField("领域", max_length=120, blank=True)
    topic = models.CharField("主题", max_length=40, blank=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    state = state_field(TaskState, TaskState.PROPOSED, verbose_name="状态")
    sort = state_field(Sort, Sort.OTHER, verbose_name="类别")
    target = amount(verbose_name="目标值")
    upper = amount(verbose_name="区间上端")
    base = amount(verbose_name="基数")
    measure_unit = models.CharField("计量单位", max_length=40, blank=True)
    bound = models.CharField("约束", max_length=8, default=Bound.EQ.value, choices=[(b.value, b.value) for b in Bound])
    bound_words = models.CharField("约束词", max_length=60, blank=True)
    softened = models.BooleanField("留有余地", default=False, help_text="左右、力争、努力等")
    frequency = state_field(Frequency, Frequency.MONTHLY, verbose_name="报送频次")
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="led_tasks")
    units = models.ManyToManyField(Unit, through="TaskUnit", related_name="tasks")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leader_name = models.CharField("责任领导", max_length=60, blank=True)
    start = MonthField(verbose_name="起始月", default="")
    due = models.DateField("完成时限", null=True, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    rollup = models.CharField("汇总规则", max_length=16, blank=True)
    weight = amount(verbose_name="权重")
    statements = models.ManyToManyField(ReportStatement, through="TaskStatement", related_name="tasks")
    version = models.PositiveIntegerField(default=1, help_text="每次改动加一；旧版本上的改动不会覆盖新的")
    created = models.DateTimeField()
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    rating = state_field(Rating, verbose_name="评定", blank=True)
    rating_lenient = state_field(Rating, verbose_name="宽口径评定", blank=True)
    light = state_field(Light, Light.GREY, verbose_name="亮灯")
    rated_month = MonthField(blank=True, default="")
    last_value = amount(verbose_name="最新值")
    last_month = MonthField(blank=True, default="")
    share = models.FloatField("完成比例", null=True)
    still = models.PositiveSmallIntegerField("连续未动期数", default=0)

    class Meta:
        ordering: ClassVar = ["ledger", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["ledger", "number"], name="task_number_once")]
        indexes: ClassVar = [
            models.Index(fields=["ledger", "state", "number"], name="task_by_state"),
            models.Index(fields=["ledger", "rating"], name="task_by_rating"),
            models.Index(fields=["lead", "state"], name="task_by_lead"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}项 {self.title}"

    def unit_paths(self) -> list[str]:
        """All units that have to do with it, and the government that owns the ledger where no unit has."""
        paths = [duty.unit.path for duty in self.duties.all()]
        return paths or [self.ledger.owner.path]


class TaskUnit(models.Model):
    """What a unit has to do with a task; the lead unit stands here too."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    duty = state_field(Duty, Duty.COOPERATING, verbose_name="职责")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "unit", "duty"], name="duty_once")]

    def __str__(self) -> str:
        return f"{self.unit} {Duty.of(self.duty).zh}"


class TaskStatement(models.Model):
    """A statement that a task delivers."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="sources")
    statement = models.ForeignKey(ReportStatement, on_delete=models.PROTECT, related_name="deliveries")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "statement"], name="source_once")]

    def __str__(self) -> str:
        return f"{self.task_id} ← {self.statement_id}"


class Lineage(models.Model):
    """From which task another came: split, merged or passed down."""

    source = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="results")
    result = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="origins")
    how = models.CharField(max_length=8, choices=[("split", "拆分"), ("merge", "合并"), ("pass", "分解")])

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "result"], name="lineage_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.how} {self.result_id}"


class PlanPoint(models.Model):
    """What should be reached by the end of a month."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="points")
    month = MonthField()
    value = models.DecimalField(max_digits=24, decimal_places=6)

    class Meta:
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "month"], name="point_once")]

    def __str__(self) -> str:
        return f"{self.month} {self.value}"


class Step(models.Model):
    """A dated step of a task that is no figure; done is set by an approved return."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("节点", max_length=200)
    due = models.DateField("时限")
    done = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "due", "pk"]

    def __str__(self) -> str:
        return self.title


class Adjustment(models.Model):
    """A change to an issued task: what, why, and who allowed it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="adjustments")
    state = state_field(AdjustmentState, AdjustmentState.REQUESTED, verbose_name="状态")
    before = models.JSONField("原值")
    after = models.JSONField("新值")
    reason = models.TextField("理由")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    requested = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)
    decision = models.TextField("审批意见", blank=True)

    class Meta:
        ordering: ClassVar = ["-requested"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"

    def unit_paths(self) -> list[str]:
        """The units of its task."""
        return self.task.unit_paths()


class Remark(models.Model):
    """What a leader, the office or a unit says about a task; it stays as it was said."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="remarks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField("批注")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]

    def unit_paths(self) -> list[str]:
        """The units of its task."""
        return self.task.unit_paths()
