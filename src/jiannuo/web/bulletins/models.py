"""Bulletins: a draft follows the ledger; a frozen one is a numbered snapshot that never changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiannuo.ledger.status import BulletinState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.bulletins.periods import BulletinPeriod
from jiannuo.web.choices import MonthField, state_field
from jiannuo.web.tasks.models import Ledger


class FrozenRows(models.QuerySet["Bulletin"]):
    """Bulletins, of which the frozen ones cannot be changed in passing."""

    def update(self, **values: Any) -> int:
        """Update drafts; RefusedError where a frozen one is among them."""
        self._refuse()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete drafts; RefusedError where a frozen one is among them."""
        self._refuse()
        return super().delete()

    def _refuse(self) -> None:
        frozen = self.filter(state=BulletinState.FROZEN.value).first()
        if frozen is not None:
            raise RefusedError("bulletin_frozen", number=frozen.number)


class Bulletin(models.Model):
    """A statement of all ratings of a ledger at the end of a month, or of a longer period that ends with it.

    A frozen one never changes: the model refuses it, and so does the database by a trigger.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="bulletins")
    month = MonthField()
    period = state_field(BulletinPeriod, BulletinPeriod.MONTH, verbose_name="期间")
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
    changed = models.DateTimeField("改动时间", null=True)
    version = models.PositiveIntegerField(default=1)
    objects = FrozenRows.as_manager()

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

    @property
    def is_frozen(self) -> bool:
        """Whether it was issued."""
        return self.state == BulletinState.FROZEN.value

    def save(self, *args: Any, **options: Any) -> None:
        """Save a draft, or freeze it; RefusedError where it was frozen before."""
        self._refuse()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft; RefusedError where it was frozen."""
        self._refuse()
        return super().delete(*args, **options)

    def _refuse(self) -> None:
        kept = type(self)._base_manager.filter(pk=self.pk, state=BulletinState.FROZEN.value)
        number = kept.values_list("number", flat=True).first() if self.pk else None
        if number is not None:
            raise RefusedError("bulletin_frozen", number=number)
