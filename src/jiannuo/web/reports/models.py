"""A report as uploaded, and what was read in it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jiannuo.web.accounts.models import Unit
from jiannuo.web.files.models import StoredFile


class GovernmentReport(models.Model):
    """A report: its text untouched, its metadata, the file it came in."""

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports", verbose_name="所属政府")
    title = models.CharField("标题", max_length=200)
    place = models.CharField("地区", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField("年份", help_text="报告部署的年份")
    speaker = models.CharField("报告人", max_length=60, blank=True)
    session = models.CharField("会议", max_length=200, blank=True)
    delivered = models.DateField("日期", null=True, blank=True)
    text = models.TextField("正文", help_text="解码后的原文，逐字未改")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件名", max_length=255)
    reader = models.CharField("读取程序版本", max_length=40)
    notes = models.JSONField("待复核", default=list)
    outline = models.JSONField("章节", default=list)
    uploaded = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-year", "title"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "file"], name="report_once")]

    def __str__(self) -> str:
        return self.title

    def unit_paths(self) -> list[str]:
        """The government that it belongs to."""
        return [self.owner.path]


class ReportStatement(models.Model):
    """A statement of a report; record is the flat record of ``docs/records.md``."""

    report = models.ForeignKey(GovernmentReport, on_delete=models.CASCADE, related_name="statements")
    key = models.CharField(max_length=64, help_text="由内容得出的编号")
    position = models.PositiveIntegerField("次序")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    text = models.TextField("原文")
    kind = models.CharField("性质", max_length=16)
    promise = models.BooleanField("承诺", default=False)
    record = models.JSONField("记录")

    class Meta:
        ordering: ClassVar = ["report", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "key"], name="statement_once")]

    def __str__(self) -> str:
        return self.text[:40]
