"""What citizens say about a task, held until it is moderated."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jiannuo.ledger.status import CommentState
from jiannuo.web.accounts.models import Unit
from jiannuo.web.choices import state_field
from jiannuo.web.tasks.models import Task


class Comment(models.Model):
    """A citizen's comment, routed to a unit that must answer."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="comments")
    name = models.CharField("称呼", max_length=40)
    contact = models.CharField("联系方式", max_length=120, blank=True, help_text="只供承办单位联系，不公开")
    text = models.TextField("留言", max_length=2000)
    state = state_field(CommentState, CommentState.HELD, verbose_name="状态")
    at = models.DateTimeField()
    receipt = models.CharField("查询码", max_length=64, unique=True, help_text="哈希；供留言人查看办理情况")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="comments")
    due = models.DateField("答复时限", null=True)
    reason = models.TextField("不予公开的理由", blank=True)
    moderated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField("答复", blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]

    def unit_paths(self) -> list[str]:
        """The unit that must answer; while nobody must, the government, whose office moderates."""
        return [self.unit.path] if self.unit else self.task.ledger.unit_paths()


class Sender(models.Model):
    """That an address sent a comment, the address as a keyed hash; kept for two days."""

    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["digest", "at"], name="sender_lately")]

    def __str__(self) -> str:
        return self.digest[:12]
