"""What is done with orders: issued, answered, asked to be closed, sent back, closed, withdrawn, escalated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jiannuo.exports.cells import xml_text
from jiannuo.ledger.status import OrderState, Role
from jiannuo.ledger.transitions import ORDER, RefusedError, after
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Subject, relation
from jiannuo.web.access.matrix import Scope
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.files.models import StoredFile
from jiannuo.web.orders.deadlines import deadlines
from jiannuo.web.orders.models import Order, OrderEvent, OrderNumbering
from jiannuo.web.orders.numbering import next_number, set_word
from jiannuo.web.orders.telling import RoleIn, Words, holders, tell
from jiannuo.web.tasks.models import Task
from jiannuo.web.ui import words
from jiannuo.web.watch.models import Breach

GRADES = ("good", "fair", "poor")
lazy_moment = lazy(words.moment, str)


@dataclass
class IssueOrder(Action[Order]):
    """Issue an order to a unit, by hand, about a task or about a breach.

    The deadlines are those of the rule unless given; the number is the next of the unit that issues.
    """

    name: ClassVar[str] = "order.issue"
    model: ClassVar[type[Order]] = Order
    unit_id: int
    title: str
    text: str
    hard: bool = False
    task_id: int | None = None
    breach_id: int | None = None
    report_due: datetime | None = None
    due: datetime | None = None

    def subject(self) -> Subject:
        """The unit that is to deal with it."""
        unit = Unit.objects.filter(pk=self.unit_id, active=True).first()
        if unit is None:
            raise RefusedError("order_no_unit")
        self.unit = unit
        return unit

    def change(self, actor: Actor) -> Change[Order]:
        """Give it its number and deadlines, and tell the unit."""
        title, text = xml_text(self.title).strip(), xml_text(self.text).strip()
        if not title or not text:
            raise RefusedError("order_empty")
        now = clock.now()
        rule = deadlines(now, hard=self.hard)
        report_due, due = self.report_due or rule.reported, self.due or rule.settled
        if not now < report_due <= due:
            raise RefusedError("order_deadlines", report=words.moment(report_due), due=words.moment(due))
        task = self._task()
        issuer = issuer_for(actor, self.unit)
        order = Order.objects.create(
            ledger=task.ledger if task else None,
            number=next_number(issuer, clock.today().year),
            unit=self.unit,
            issuer=issuer,
            task=task,
            breach=self._breach(),
            title=title[:200],
            text=text,
            hard=self.hard,
            issued=now,
            person_id=actor.user_id,
            report_due=report_due,
            due=due,
        )
        record(order, actor, "issue")
        tell_unit(
            order,
            _("督办单 {number}：{title}"),
            _("{issuer}交办：{text}\n请于{report}前反馈，{due}前办结。"),
            "issue",
        )
        return Change(order, self._logged(order), self.unit.path)

    def _task(self) -> Task | None:
        if self.task_id is None:
            return None
        task = Task.objects.select_related("ledger").filter(pk=self.task_id).first()
        # The duties name who has to do with it: an order about it goes to one of them.
        if task is None or self.unit.path not in task.unit_paths():
            raise RefusedError("order_no_task", unit=str(self.unit))
        return task

    def _breach(self) -> Breach | None:
        if self.breach_id is None:
            return None
        breach = Breach.objects.filter(pk=self.breach_id).first()
        if breach is None or self.unit.path not in breach.unit_paths():
            raise RefusedError("order_no_breach", unit=str(self.unit))
        return breach

    def _logged(self, order: Order) -> dict[str, Any]:
        return {
            "number": order.number,
            "unit": order.unit.code,
            "issuer": order.issuer.code,
            "title": order.title,
            "text": order.text,
            "hard": order.hard,
            "task": order.task_id,
            "breach": order.breach_id,
            "report_due": order.report_due,
            "due": order.due,
        }


def issuer_for(actor: Actor, unit: Unit) -> Unit:
    """In whose name *actor* issues orders to *unit*: the office's own unit, the nearest where there are several.

    The worker issues in the name of the nearest unit at or above that has an office.
    """
    held = [grant.path for grant in actor.grants if grant.role is Role.OFFICE and grant.path]
    reaching = [path for path in held if relation(path, unit.path) & Scope.TREE]
    if reaching:
        return Unit.objects.get(path=max(reaching, key=len))
    home, people = holders(Role.OFFICE, unit.parent or unit)
    return home if people else Unit.objects.get(path=unit.path.split(".")[0] + ".")


@dataclass
class _OrderAction(Action[Order]):
    """A step of an order; *version* is that of the page it was made from, None where it does not matter."""

    model: ClassVar[type[Order]] = Order
    pk: int
    version: int | None = None

    def subject(self) -> Subject:
        """The order, locked; its unit is what rights are judged on."""
        self.order = locked(self.pk)
        return self.order

    def step(self, actor: Actor, change: str, text: str = "", **values: Any) -> Change[Order]:
        """Move the order by *change*, write *text* into its history, set *values*."""
        order = self.order
        if self.version is not None and self.version != order.version:
            last = order.events.last()
            who, when = (last.who, words.moment(last.at)) if last else ("", "")
            raise RefusedError("edited_meanwhile", thing=order.number, who=who, when=when)
        before = order.state
        order.state = after(ORDER, change, OrderState.of(before), order.number).value
        for name, value in values.items():
            setattr(order, name, value)
        order.version += 1
        order.save()
        record(order, actor, change, text)
        data = {"number": order.number, "before": before, "after": order.state, "text": text, **values}
        return Change(order, data, order.unit.path)


def locked(pk: int) -> Order:
    """The order, locked; RefusedError where there is none."""
    rows = Order.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "issuer")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise RefusedError("order_unknown")
    return found


class _IssuersAction(_OrderAction):
    """A step that who issued the order decides: a unit's own office does not close what a higher one ordered."""

    def subject(self) -> Subject:
        """The unit that issued it."""
        self.order = locked(self.pk)
        return self.order.issuer


@dataclass
class AnswerOrder(_OrderAction):
    """The unit says what it did, with files that show it."""

    name: ClassVar[str] = "order.answer"
    text: str = ""
    files: Sequence[tuple[str, StoredFile]] = field(default_factory=tuple)

    def change(self, actor: Actor) -> Change[Order]:
        """Keep the answer and tell who issued the order."""
        text = xml_text(self.text).strip()
        if not text:
            raise RefusedError("order_no_answer")
        done = self.step(actor, "answer", text)
        for name, file in self.files:
            record(self.order, actor, "file", name, file)
        tell_issuer(self.order, _("{unit}已反馈督办单 {number}"), text, f"answer:{self.order.version}")
        files = [{"name": name, "sha256": file.digest} for name, file in self.files]
        return Change(self.order, {**done.data, "files": files}, done.unit_path)


@dataclass
class RequestClosing(_OrderAction):
    """The unit's head asks for the order to be closed."""

    name: ClassVar[str] = "order.request_closing"
    text: str = ""

    def change(self, actor: Actor) -> Change[Order]:
        """Ask, and tell who issued the order."""
        text = xml_text(self.text).strip()
        done = self.step(actor, "request_closing", text)
        tell_issuer(self.order, _("{unit}申请销号：督办单 {number}"), text, f"closing:{self.order.version}")
        return done


@dataclass
class SendBackOrder(_IssuersAction):
    """The office is not content: the unit has to go on."""

    name: ClassVar[str] = "order.send_back"
    right: ClassVar[str] = "order.review"
    text: str = ""

    def change(self, actor: Actor) -> Change[Order]:
        """Open it again with the reason, and tell the unit."""
        text = xml_text(self.text).strip()
        if not text:
            raise RefusedError("order_no_reason")
        # The unit gets the time of a first answer again; the deadline of the settlement stands.
        again = max(self.order.report_due, deadlines(clock.now(), hard=self.order.hard).reported)
        done = self.step(actor, "send_back", text, report_due=again)
        tell_unit(self.order, _("督办单 {number} 已退回：{title}"), text, f"back:{self.order.version}")
        return done


@dataclass
class CloseOrder(_IssuersAction):
    """The office closes the order and says how well it was dealt with."""

    name: ClassVar[str] = "order.close"
    right: ClassVar[str] = "order.review"
    grade: str = ""
    text: str = ""

    def change(self, actor: Actor) -> Change[Order]:
        """Close it with the grade, and tell the unit."""
        if self.grade not in GRADES:
            raise RefusedError("order_no_grade")
        text = xml_text(self.text).strip()
        done = self.step(actor, "close", text, grade=self.grade, closed=clock.now())
        tell_unit(self.order, _("督办单 {number} 已销号：{title}"), text, "close")
        return done


@dataclass
class WithdrawOrder(_IssuersAction):
    """The office takes the order back; it keeps its number and stays listed."""

    name: ClassVar[str] = "order.withdraw"
    right: ClassVar[str] = "order.issue"
    text: str = ""

    def change(self, actor: Actor) -> Change[Order]:
        """Withdraw it with the reason, and tell the unit."""
        text = xml_text(self.text).strip()
        if not text:
            raise RefusedError("order_no_reason")
        done = self.step(actor, "withdraw", text, closed=clock.now())
        tell_unit(self.order, _("督办单 {number} 已撤回：{title}"), text, "withdraw")
        return done


def record(order: Order, actor: Actor, what: str, text: str = "", file: StoredFile | None = None) -> None:
    """Write into the order's history."""
    OrderEvent.objects.create(order=order, at=clock.now(), who=actor.name[:60], what=what, text=text, file=file)


def tell_unit(order: Order, subject: Words, body: Words, cause: str) -> None:
    """Tell the unit's reporters and head; *subject* and *body* may name what :func:`said` gives."""
    for role in (Role.REPORTER, Role.HEAD):
        tell(RoleIn(role, order.unit), *said(order, subject, body), f"order:{order.pk}:{cause}")


def tell_issuer(order: Order, subject: Words, body: Words, cause: str) -> None:
    """Tell the office that issued it."""
    tell(RoleIn(Role.OFFICE, order.issuer), *said(order, subject, body), f"order:{order.pk}:{cause}")


def said(order: Order, subject: Words, body: Words, **more: Any) -> tuple[Words, Words]:
    """Subject and body with the order's own words and *more* put in, still in no language."""
    values: dict[str, Any] = {
        "number": order.number,
        "title": order.title,
        "text": order.text,
        "unit": order.unit.name,
        "issuer": order.issuer.name,
        "report": order.report_due,
        "due": order.due,
        **more,
    }
    values = {name: lazy_moment(value) if isinstance(value, datetime) else value for name, value in values.items()}
    # Only our own sentences are formats; what a person wrote may hold braces.
    return format_lazy(subject, **values), body if isinstance(body, str) else format_lazy(body, **values)


@dataclass
class SetNumbering(Action[OrderNumbering]):
    """Change the word before the year in the numbers of the office's orders."""

    name: ClassVar[str] = "order.number"
    right: ClassVar[str] = "order.issue"
    model: ClassVar[type[OrderNumbering]] = OrderNumbering
    word: str
    unit: Unit

    def subject(self) -> Subject:
        """The unit that issues."""
        return self.unit

    def change(self, actor: Actor) -> Change[OrderNumbering]:
        """Set it from this year on."""
        numbering = set_word(self.unit, clock.today().year, self.word)
        return Change(numbering, {"word": numbering.word, "year": numbering.year}, self.unit.path)
