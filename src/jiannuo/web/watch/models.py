"""Watched figures that come by themselves, and breaches of threshold rules."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jiannuo.ledger.status import Frequency
from jiannuo.web.accounts.models import Unit
from jiannuo.web.choices import MonthField, state_field
from jiannuo.web.tasks.models import Task


class Entity(models.Model):
    """Something watched: a state-owned firm, a project."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entities", verbose_name="监管单位")
    code = models.CharField("编码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=40, help_text="如 国有企业、项目")
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def unit_paths(self) -> list[str]:
        """The unit that watches it."""
        return [self.unit.path]


class Series(models.Model):
    """A figure that comes period by period, for an entity or a task."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, related_name="series")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="series")
    code = models.CharField("编码", max_length=80, unique=True)
    indicator = models.CharField("指标", max_length=80)
    measure_unit = models.CharField("计量单位", max_length=40, blank=True)
    frequency = state_field(Frequency, Frequency.MONTHLY, verbose_name="频次")
    due_day = models.PositiveSmallIntegerField("应报日", default=15)
    since = MonthField(verbose_name="起报期", blank=True, default="")
    active = models.BooleanField("在用", default=True)
    rules = models.JSONField("规则", default=list, help_text="watch.toml 中规则的代码")

    class Meta:
        ordering: ClassVar = ["indicator", "pk"]

    def __str__(self) -> str:
        return self.code

    def unit_paths(self) -> list[str]:
        """The units of its entity or task."""
        owner = self.entity or self.task
        return owner.unit_paths() if owner else []


class Point(models.Model):
    """A value of a series; a corrected one supersedes it and stays."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="points")
    month = MonthField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    source = models.CharField("来源", max_length=120)
    received = models.DateTimeField()
    in_force = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["series", "month", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "month"], condition=models.Q(in_force=True), name="point_in_force_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.month} {self.value}"


class Breach(models.Model):
    """A rule that a series broke in a month, with the rule's words at that time."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="breaches")
    rule = models.CharField(max_length=60)
    month = MonthField()
    message = models.JSONField("说明", help_text="代码与参数")
    severity = models.CharField("级别", max_length=16)
    found = models.DateTimeField()
    cleared = models.DateTimeField("解除时间", null=True)

    class Meta:
        ordering: ClassVar = ["-month", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "rule", "month"], name="breach_once")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.rule} {self.month}"

    def unit_paths(self) -> list[str]:
        """The units of its series."""
        return self.series.unit_paths()
