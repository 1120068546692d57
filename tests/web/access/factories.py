"""For every address about one thing and every action: how to make the thing so that it belongs to a given unit.

A new address or action needs a line here; ``test_permissions.py`` says so where it lacks.  A factory gets the world and
the code of a unit, and gives the address's arguments, or the action.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import CommentState, LedgerState, Rating, ReturnState, Role, TaskState
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER
from jiannuo.web.accounts import actions as accounts
from jiannuo.web.accounts import own_actions
from jiannuo.web.accounts.models import Membership, Person
from jiannuo.web.accounts.single import JoinBySingleSignOn
from jiannuo.web.api.actions import CreateToken, RevokeToken
from jiannuo.web.api.models import Token
from jiannuo.web.api.tokens import new_secret
from jiannuo.web.audit.action import Action, append
from jiannuo.web.files.store import keep
from jiannuo.web.progress.actions import collecting, evidence, filling, rating, reviewing
from jiannuo.web.progress.content import Content
from jiannuo.web.progress.models import Collection, Evidence, Return
from jiannuo.web.public import actions as public
from jiannuo.web.public.models import Comment
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.actions import changing, drafting, ledgers, passing, shaping
from jiannuo.web.tasks.models import Adjustment, Ledger, Task

from ..conftest import PASSWORD, World
from . import of_bulletins, of_orders, of_tasks

Arguments = dict[str, Any]


def someone(world: World, code: str) -> Person:
    """A person with a role in the unit, not one of those who act."""
    username = f"someone.{code}.{Person.objects.count()}"
    person = Person.objects.create_user(username, PASSWORD, name="某人")
    Membership.objects.create(person=person, unit=world.units[code], role=Role.REPORTER.value)
    return person


def _unit(world: World, code: str) -> Arguments:
    return {"pk": world.units[code].pk}


def _person(world: World, code: str) -> Arguments:
    return {"pk": someone(world, code).pk}


def _entry(world: World, code: str) -> Arguments:
    entry = append(world.actor("office.city"), "task.cancel", {"after": 1}, unit_path=world.units[code].path)
    return {"seq": entry.seq}


MONTH = Month(2026, 3)


def a_ledger(world: World, code: str, state: LedgerState = LedgerState.DRAFTING) -> Ledger:
    """A ledger of the unit."""
    return world.ledger(state=state, owner=world.units[code])


def a_task(world: World, code: str, state: TaskState = TaskState.ISSUED) -> Task:
    """A task that the unit leads, in a ledger of its own."""
    issued = LedgerState.DRAFTING if state is TaskState.PROPOSED else LedgerState.ISSUED
    return world.task(a_ledger(world, code, issued), lead=code, state=state)


def a_return(world: World, code: str, state: ReturnState = ReturnState.DRAFT) -> Return:
    """A return of the unit."""
    now = clock.now()
    task, unit = a_task(world, code), world.units[code]
    return Return.objects.create(
        task=task, unit=unit, month=str(MONTH), state=state.value, value=10, text="进展", created=now, changed=now
    )


def some_evidence(world: World, code: str) -> Evidence:
    """Evidence of a return of the unit."""
    kept = keep([f"evidence of {code}".encode()], "text/plain", WORKER, "证明.txt")
    return Evidence.objects.create(report=a_return(world, code), file=kept, title="证明.txt", added=clock.now())


def a_report(world: World, code: str) -> GovernmentReport:
    """A report of the unit."""
    kept = keep([f"report {GovernmentReport.objects.count()} of {code}".encode()], "text/plain", WORKER, "报告.txt")
    return GovernmentReport.objects.create(
        owner=world.units[code], title="政府工作报告", year=2026, text="全文", file=kept, file_name="报告.txt",
        reader="test", uploaded=clock.now(),
    )  # fmt: skip


def _adjustment(world: World, code: str) -> Adjustment:
    return Adjustment.objects.create(
        task=a_task(world, code), before={"title": "旧"}, after={"title": "新"}, reason="理由", requested=clock.now()
    )


def _two(world: World, code: str) -> Ledger:
    ledger = a_ledger(world, code)
    for _ in range(2):
        world.task(ledger, lead=code, state=TaskState.PROPOSED)
    return ledger


def _merge(world: World, code: str) -> Action[Any]:
    ledger = _two(world, code)
    return shaping.MergeTasks(ledger.pk, {task.pk: task.version for task in ledger.tasks.all()}, {"title": "合并"})


def _on_proposed(make: Callable[[Task], Action[Any]]) -> Callable[[World, str], Action[Any]]:
    return lambda world, code: make(a_task(world, code, TaskState.PROPOSED))


def _on_issued(make: Callable[[Task], Action[Any]]) -> Callable[[World, str], Action[Any]]:
    return lambda world, code: make(_collected(a_task(world, code)))


def _collected(task: Task) -> Task:
    """*task*, with the round of the month open."""
    Collection.objects.get_or_create(
        ledger=task.ledger, month=str(MONTH), defaults={"due": MONTH.last, "opened": clock.now()}
    )
    return task


def _on_return(state: ReturnState, make: Callable[[Return], Action[Any]]) -> Callable[[World, str], Action[Any]]:
    return lambda world, code: make(a_return(world, code, state))


def _task(world: World, code: str) -> Arguments:
    return {"pk": a_task(world, code).pk}


def _task_month(world: World, code: str) -> Arguments:
    return {"pk": a_task(world, code).pk, "month": str(MONTH)}


def _unit_month(world: World, code: str) -> Arguments:
    return {"pk": world.units[code].pk, "month": str(MONTH)}


def a_public_task(world: World, code: str) -> Task:
    """A task that the unit leads, shown to the public."""
    task = a_task(world, code)
    Ledger.objects.filter(pk=task.ledger_id).update(public=True)
    return task


def a_comment(world: World, code: str, state: CommentState = CommentState.ROUTED) -> Comment:
    """A comment on the unit's task, routed to it where it is."""
    unit = None if state is CommentState.HELD else world.units[code]
    number = Comment.objects.count()
    return Comment.objects.create(
        task=a_public_task(world, code), name="居民", text="何时完工", state=state.value, unit=unit, at=clock.now(),
        receipt=f"receipt-{number}",
    )  # fmt: skip


def _public_ledger(world: World, code: str) -> Arguments:
    return {"pk": a_public_task(world, code).ledger_id}


def _public_task(world: World, code: str) -> Arguments:
    return {"pk": a_public_task(world, code).pk}


def _comment(world: World, code: str) -> Arguments:
    return {"pk": a_comment(world, code).pk}


def _send_comment(world: World, code: str) -> Action[Any]:
    task, address = a_public_task(world, code), f"192.0.2.{Task.objects.count() % 250}"
    return public.SendComment(task.pk, "居民", "", "何时完工", f"code-{task.pk}", address)


def _revoke_token(world: World, code: str) -> Action[Any]:
    token = Token.objects.create(
        person=someone(world, code), name="程序", prefix="jn_", digest=new_secret(), scopes=[], created=clock.now()
    )
    return RevokeToken(token.pk)


# By the name of the address; only those about one thing.
ADDRESSES: dict[str, Callable[[World, str], Arguments]] = {
    "unit_edit": _unit,
    "unit_retire": _unit,
    "unit_revive": _unit,
    "person": _person,
    "person_grant": _person,
    "person_active": _person,
    "person_password": _person,
    "person_revoke": lambda world, code: {"pk": someone(world, code).memberships.get().pk},
    "log_entry": _entry,
    "unit": _unit,
    "task": _task,
    "unit_returns": _unit_month,
    "return_sheet": _unit_month,
    "return_import": _unit_month,
    "evidence": lambda world, code: {"pk": some_evidence(world, code).pk},
    "rating": _task_month,
    "rating_override": _task_month,
    "public_ledger": _public_ledger,
    "public_feed": _public_ledger,
    "public_csv": _public_ledger,
    "public_json": _public_ledger,
    "public_task": _public_task,
    "public_comment": _public_task,
    "publish": _public_ledger,
    "comment": _comment,
    "comment_route": _comment,
    "comment_decline": _comment,
    "comment_answer": _comment,
}

# Addresses that find their thing among those that the actor may see by another right than the guard's.
SIFTED: dict[str, tuple[str, Callable[[World, str], Arguments]]] = {
    "return_review": (
        "ledger.view",
        lambda world, code: {"pk": a_ledger(world, code, LedgerState.ISSUED).pk, "month": "2026-03"},
    ),
}


def _add_person(world: World, code: str) -> Action[Any]:
    unit = world.units[code].pk
    return accounts.AddPerson(f"new.{code}", "新人", unit, Role.REPORTER, "only-once-2026")


# By the name of the action.
ACTIONS: dict[str, Callable[[World, str], Action[Any]]] = {
    "unit.add": lambda world, code: accounts.AddUnit("新设科", f"new-{code}", world.units[code].pk),
    "unit.change": lambda world, code: accounts.ChangeUnit(world.units[code].pk, "改名后的单位"),
    "unit.retire": lambda world, code: accounts.RetireUnit(world.units[code].pk),
    "unit.revive": lambda world, code: accounts.ReviveUnit(world.units[code].pk),
    "person.add": _add_person,
    "person.change": lambda world, code: accounts.ChangePerson(someone(world, code).pk, "改名"),
    "person.reset_password": lambda world, code: accounts.ResetPassword(someone(world, code).pk, "only-once-2026"),
    "person.set_active": lambda world, code: accounts.SetActive(someone(world, code).pk, False),
    "person.grant": lambda world, code: accounts.GrantRole(
        someone(world, code).pk, world.units[code].pk, Role.REPORTER
    ),
    "person.revoke": lambda world, code: accounts.RevokeRole(someone(world, code).memberships.get().pk),
    "account.password": lambda world, code: own_actions.ChangePassword(PASSWORD, "another-one-2026"),
    "account.end_sessions": lambda world, code: own_actions.EndSessions(PASSWORD),
    "account.join": lambda world, code: JoinBySingleSignOn(f"stranger-{code}", "来客"),
    "account.change": lambda world, code: own_actions.ChangeOwn("en"),
    "report.upload": lambda world, code: UploadReport(world.units[code], b"%PDF-broken", "x.pdf"),
    "ledger.create": lambda world, code: ledgers.CreateLedger(a_report(world, code).pk),
    "ledger.issue": lambda world, code: ledgers.IssueLedger(a_ledger(world, code).pk),
    "ledger.close": lambda world, code: ledgers.CloseLedger(a_ledger(world, code, LedgerState.ISSUED).pk),
    "task.add": lambda world, code: drafting.AddTask(a_ledger(world, code).pk, {"title": "新任务"}),
    "task.edit": _on_proposed(lambda task: drafting.EditTask(task.pk, task.version, {"title": "改名"})),
    "task.drop": _on_proposed(lambda task: drafting.DropTask(task.pk, task.version, reason="理由")),
    "task.restore": _on_proposed(lambda task: drafting.RestoreTask(task.pk, task.version)),
    "task.split": _on_proposed(
        lambda task: shaping.SplitTask(task.pk, task.version, ({"title": "一"}, {"title": "二"}))
    ),
    "task.merge": _merge,
    "task.remark": _on_issued(lambda task: drafting.AddRemark(task.pk, "批注")),
    "task.adjust": _on_issued(lambda task: changing.RequestAdjustment(task.pk, task.version, {"title": "新"}, "理由")),
    "task.decide": lambda world, code: changing.DecideAdjustment(_adjustment(world, code).pk, True),
    "task.cancel": _on_issued(lambda task: changing.CancelTask(task.pk, task.version, "理由")),
    "task.pass_down": _on_issued(lambda task: passing.PassDown(task.pk, task.version, ())),
    "collection.open": lambda world, code: collecting.OpenMonth(a_ledger(world, code, LedgerState.ISSUED).pk, MONTH),
    "evidence.add": _on_issued(lambda task: evidence.AddEvidence(task.pk, MONTH, "链接", url="https://example.com/")),
    "evidence.strike": lambda world, code: evidence.StrikeEvidence(some_evidence(world, code).pk),
    "return.save": _on_issued(lambda task: filling.SaveReturn(task.pk, MONTH, 0, Content(text="进展"))),
    "return.submit": _on_return(ReturnState.DRAFT, lambda row: filling.SubmitReturn(row.pk, row.version)),
    "return.recall": _on_return(ReturnState.SUBMITTED, lambda row: filling.RecallReturn(row.pk, row.version)),
    "return.sign": _on_return(ReturnState.SUBMITTED, lambda row: filling.SignReturn(row.pk, row.version)),
    "return.approve": _on_return(ReturnState.SIGNED, lambda row: reviewing.ApproveReturn(row.pk, row.version)),
    "return.send_back": _on_return(
        ReturnState.SIGNED, lambda row: reviewing.SendBackReturn(row.pk, row.version, "理由")
    ),
    "rating.compute": lambda world, code: rating.ComputeRatings(a_ledger(world, code, LedgerState.ISSUED).pk, MONTH),
    "rating.override": _on_issued(lambda task: rating.OverrideRating(task.pk, MONTH, Rating.DONE, "理由")),
    "rating.withdraw": _on_issued(lambda task: rating.WithdrawOverride(task.pk, MONTH)),
    "ledger.publish": lambda world, code: public.PublishLedger(a_task(world, code).ledger_id, True),
    "comment.send": _send_comment,
    "comment.route": lambda world, code: public.RouteComment(a_comment(world, code, CommentState.HELD).pk),
    "comment.decline": lambda world, code: public.DeclineComment(a_comment(world, code).pk, "含他人信息"),
    "comment.answer": lambda world, code: public.AnswerComment(a_comment(world, code).pk, "已办"),
    "token.create": lambda world, code: CreateToken(
        "程序", ("tasks:read",), clock.today() + timedelta(days=9), new_secret()
    ),
    "token.revoke": _revoke_token,
}

for more in (of_orders, of_bulletins, of_tasks):
    ADDRESSES |= more.ADDRESSES
    ACTIONS |= more.ACTIONS
