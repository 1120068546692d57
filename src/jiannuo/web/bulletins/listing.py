"""Bulletins as the list shows them."""

from __future__ import annotations

import msgspec
from django.db.models import QuerySet

from jiannuo.ledger.counts import Line
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import BulletinState
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.periods import BulletinPeriod, period_name


class _Figures(msgspec.Struct, frozen=True):
    """The part of a snapshot that a list shows; the rest is not decoded."""

    total: Line


class Listed(msgspec.Struct, frozen=True):
    """An issue with its figures, and the number of the one that corrected it."""

    bulletin: Bulletin
    total: Line
    corrected_by: Bulletin | None = None


def issued(actor: Actor) -> QuerySet[Bulletin]:
    """The frozen bulletins that *actor* may read, the newest first."""
    rows = Bulletin.objects.filter(state=BulletinState.FROZEN.value).select_related("ledger", "corrects")
    return visible(rows, actor, "bulletin.view", "ledger__owner__path").order_by("-frozen", "-pk")


def drafts(actor: Actor) -> QuerySet[Bulletin]:
    """The drafts that *actor* may edit, without their texts."""
    rows = Bulletin.objects.filter(state=BulletinState.DRAFT.value).select_related("ledger", "person", "corrects")
    return visible(rows, actor, "bulletin.draft", "ledger__owner__path").defer("lead", "snapshot").order_by("-pk")


def listed(bulletins: list[Bulletin]) -> list[Listed]:
    """*bulletins* with their figures; one query."""
    keys = [one.pk for one in bulletins]
    later = Bulletin.objects.filter(corrects__in=keys, state=BulletinState.FROZEN.value).defer("snapshot", "lead")
    corrected = {one.corrects_id: one for one in later}
    return [
        Listed(one, msgspec.json.decode(one.snapshot, type=_Figures).total, corrected.get(one.pk)) for one in bulletins
    ]


def name_of(bulletin: Bulletin) -> str:
    """The period of *bulletin* as documents call it."""
    return period_name(BulletinPeriod.of(bulletin.period), Month.parse(bulletin.month))
