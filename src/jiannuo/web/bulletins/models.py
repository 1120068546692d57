"""Bulletins: a draft follows the ledger; a frozen one is a numbered snapshot that never changes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiannuo.ledger.status import BulletinState
from jiannuo.web.choices import MonthField, state_field
from jiannuo.web.tasks.models import Ledger


class Bulletin(models.Model):
    """A statement of all ratings of a ledger at the end of a month."""

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="bulletins")
    month = MonthField()
    number = models.PositiveSmallIntegerField("期号", null=True)
    title = models.CharField("标题", max_length=200)
    lead = models.TextField("导语", blank=True)
    state = state_field(BulletinState, BulletinState.DRAFT, verbose_name="状态")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    correction_reason = models.TextField("更正说明", blank=True)
    snapshot = models.TextField("快照", blank=True, help_text="印发时的全部数据，规范 JSON")
    digest = models.CharField("快照哈希", max_length=64, blank=True)
    chain_seq = models.BigIntegerField("日志序号", null=True)
    chain_hash = models.CharField("日志哈希", max_length=64, blank=True)
    frozen = models.DateTimeField("印发时间", null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["ledger", "month", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ledger", "number"], condition=Q(number__isnull=False), name="bulletin_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def unit_paths(self) -> list[str]:
        """The government whose ledger it is about."""
        return self.ledger.unit_paths()
