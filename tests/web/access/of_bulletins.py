"""Factories of bulletins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from jiannuo.ledger.chain import START, Anchor
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import BulletinState, LedgerState
from jiannuo.web import clock
from jiannuo.web.audit.action import Action
from jiannuo.web.bulletins import actions
from jiannuo.web.bulletins.gathering import gather
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.tasks.models import Ledger

from ..conftest import World

MONTH = Month(2026, 3)


def _ledger(world: World, code: str) -> Ledger:
    return world.ledger(state=LedgerState.ISSUED, owner=world.units[code])


def _draft(world: World, code: str) -> Bulletin:
    now = clock.now()
    return Bulletin.objects.create(
        ledger=_ledger(world, code), month=str(MONTH), title="通报", created=now, changed=now
    )


def _frozen(world: World, code: str) -> Bulletin:
    action = actions.FreezeBulletin(_draft(world, code).pk, 1)
    with transaction.atomic():
        bulletin = action.subject()
        action._fill(gather(bulletin), Anchor(0, START))
        bulletin.state = BulletinState.FROZEN.value
        bulletin.save()
    return bulletin


def _pk(make: Callable[[World, str], Any]) -> Callable[[World, str], dict[str, Any]]:
    return lambda world, code: {"pk": make(world, code).pk}


ADDRESSES: dict[str, Callable[[World, str], dict[str, Any]]] = {
    **dict.fromkeys(
        ("bulletin_edit", "bulletin_freeze", "bulletin_drop"),
        _pk(_draft),
    ),
    **dict.fromkeys(("bulletin", "bulletin_correct"), _pk(_frozen)),
    "bulletin_document": lambda world, code: {"pk": _frozen(world, code).pk, "kind": "docx"},
    **dict.fromkeys(("year_table", "year_document"), _pk(_ledger)),
}

ACTIONS: dict[str, Callable[[World, str], Action[Any]]] = {
    "bulletin.create": lambda world, code: actions.CreateBulletin(_ledger(world, code).pk, MONTH),
    "bulletin.edit": lambda world, code: actions.EditBulletin(_draft(world, code).pk, 1, "改题"),
    "bulletin.drop": lambda world, code: actions.DropBulletin(_draft(world, code).pk, 1),
    "bulletin.freeze": lambda world, code: actions.FreezeBulletin(_draft(world, code).pk, 1),
    "bulletin.correct": lambda world, code: actions.CorrectBulletin(_frozen(world, code).pk, "理由"),
}
