"""The log: one entry for each change, each holding the hash of the one before; nothing is ever changed or removed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jiannuo.web.accounts.models import Unit


def roots() -> list[str]:
    """Paths of the units at the root."""
    return list(Unit.objects.filter(parent=None).values_list("path", flat=True))


class LogEntry(models.Model):
    """One change; data is the canonical JSON that was hashed, target names what was changed."""

    seq = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.CharField("操作人", max_length=60)
    via = models.CharField("途径", max_length=8)
    action = models.CharField("操作", max_length=40)
    target = models.CharField("对象", max_length=40, blank=True, help_text="如 tasks.Task")
    target_id = models.CharField(max_length=64, blank=True)
    unit_path = models.CharField("所涉单位", max_length=80, blank=True)
    data = models.TextField("内容")
    request_key = models.CharField(max_length=64, unique=True, null=True)
    previous = models.CharField("前一条哈希", max_length=64)
    hash = models.CharField("哈希", max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["seq"]
        indexes: ClassVar = [
            models.Index(fields=["target", "target_id", "seq"], name="log_of_target"),
            models.Index(fields=["at"], name="log_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"

    def unit_paths(self) -> list[str]:
        """The unit concerned; an entry about none is a matter of the units at the root."""
        return [self.unit_path] if self.unit_path else roots()


class ChainHead(models.Model):
    """The last entry's number and hash, in one row that every change locks."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
