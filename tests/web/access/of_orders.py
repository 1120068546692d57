"""Factories of orders, messages and watched figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jiannuo.ledger.month import Month
from jiannuo.ledger.watch import Finding, Outcome, rules
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER
from jiannuo.web.accounts.models import Membership, Person
from jiannuo.web.audit.action import Action
from jiannuo.web.files.store import keep
from jiannuo.web.orders import actions, escalation, message_actions
from jiannuo.web.orders.models import Channel, Order, OrderEvent, Outgoing
from jiannuo.web.watch import actions as watching
from jiannuo.web.watch.models import Entity, Series

from ..conftest import PASSWORD, World

Arguments = dict[str, Any]
MONTH = Month(2026, 3)


def _order(world: World, code: str) -> Order:
    now, unit = clock.now(), world.units[code]
    number = f"督〔2026〕{Order.objects.count() + 1}号"
    return Order.objects.create(
        number=number, unit=unit, issuer=unit, title="督办", text="请反馈", issued=now, report_due=now, due=now
    )


def _event(world: World, code: str) -> OrderEvent:
    kept = keep([f"answer of {code}".encode()], "text/plain", WORKER, "答复.txt")
    order = _order(world, code)
    return OrderEvent.objects.create(order=order, at=clock.now(), who="某人", what="answer", text="答复", file=kept)


def _channel(world: World, code: str) -> Channel:
    return Channel.objects.create(
        name=f"{code}{Channel.objects.count()}", kind="wecom", variable="NO_SUCH_ADDRESS", unit=world.units[code]
    )


def _message(world: World, code: str) -> Outgoing:
    now = clock.now()
    return Outgoing.objects.create(
        channel=_channel(world, code), subject="通知", body="内容", dedupe=f"{code}{Outgoing.objects.count()}",
        created=now, not_before=now, given_up=now,
    )  # fmt: skip


def _entity(world: World, code: str) -> Entity:
    number = Entity.objects.count()
    return Entity.objects.create(unit=world.units[code], code=f"{code}-{number}", name="某集团", kind="国有企业")


def _series(world: World, code: str) -> Series:
    return Series.objects.create(entity=_entity(world, code), code=f"s-{Series.objects.count()}", indicator="负债率")


def _person(world: World, code: str) -> Person:
    person = Person.objects.create_user(f"calendar.{code}.{Person.objects.count()}", PASSWORD, name="某人")
    Membership.objects.create(person=person, unit=world.units[code], role="reporter")
    return person


def _missing(world: World, code: str) -> Action[Any]:
    told = {"name": "负债率", "month": str(MONTH), "due": "2026年4月15日", "days": 9, "limit": 3}
    finding = Finding(next(iter(rules().values())), MONTH, next(iter(Outcome)), "watch_missing", told)
    return watching.ReportMissing(_series(world, code), finding)


def _pk(make: Callable[[World, str], Any]) -> Callable[[World, str], Arguments]:
    return lambda world, code: {"pk": make(world, code).pk}


ADDRESSES: dict[str, Callable[[World, str], Arguments]] = {
    **dict.fromkeys(
        ("order", "order_answer", "order_close", "order_document", "order_request_closing", "order_send_back",
         "order_withdraw"),
        _pk(_order),
    ),
    "order_file": _pk(_event),
    "channel": _pk(_channel),
    "channel_test": _pk(_channel),
    "message_retry": _pk(_message),
    **dict.fromkeys(("entity", "entity_edit", "series_new"), _pk(_entity)),
    "series_edit": _pk(_series),
}  # fmt: skip

ACTIONS: dict[str, Callable[[World, str], Action[Any]]] = {
    "order.issue": lambda world, code: actions.IssueOrder(world.units[code].pk, "督办", "请反馈"),
    "order.answer": lambda world, code: actions.AnswerOrder(_order(world, code).pk, text="答复"),
    "order.request_closing": lambda world, code: actions.RequestClosing(_order(world, code).pk, text="已办结"),
    "order.send_back": lambda world, code: actions.SendBackOrder(_order(world, code).pk, text="理由"),
    "order.close": lambda world, code: actions.CloseOrder(_order(world, code).pk, grade="好"),
    "order.withdraw": lambda world, code: actions.WithdrawOrder(_order(world, code).pk, text="理由"),
    "order.number": lambda world, code: actions.SetNumbering("督", world.units[code]),
    "order.escalate": lambda world, code: escalation.EscalateOrder(_order(world, code).pk, 1),
    "channel.set": lambda world, code: message_actions.SetChannel("群", "wecom", "ADDRESS", world.units[code]),
    "channel.try": lambda world, code: message_actions.TryChannel(_channel(world, code).pk),
    "outbox.retry": lambda world, code: message_actions.RetryMessage(_message(world, code).pk),
    "calendar.renew": lambda world, code: message_actions.NewCalendarKey(_person(world, code)),
    "entity.set": lambda world, code: watching.SetEntity(world.units[code], "new", "某集团", "国有企业"),
    "series.set": lambda world, code: watching.SetSeries("new.s", "负债率", entity=_entity(world, code)),
    "watch.record": lambda world, code: watching.RecordPoint(_series(world, code).pk, MONTH, Decimal(60), "测试"),
    "watch.missing": _missing,
}
