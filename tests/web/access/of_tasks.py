"""Factories of the pages of reports, ledgers, tasks and adjustments, and of the actions on programmes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER
from jiannuo.web.audit.action import Action
from jiannuo.web.files.store import keep
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.actions import programmes
from jiannuo.web.tasks.models import Adjustment, Ledger, Programme, Task

from ..conftest import World

Arguments = dict[str, Any]


def _report(world: World, code: str) -> GovernmentReport:
    number = GovernmentReport.objects.count()
    file = keep([f"text {number} of {code}".encode()], "text/plain", WORKER, "报告.txt")
    return GovernmentReport.objects.create(
        owner=world.units[code], title="政府工作报告", year=2026, text="全文", file=file, file_name="报告.txt",
        reader="test", uploaded=clock.now(),
    )  # fmt: skip


def _ledger(world: World, code: str) -> Ledger:
    return world.ledger(state=LedgerState.DRAFTING, owner=world.units[code])


def _proposed(world: World, code: str) -> Task:
    return world.task(_ledger(world, code), lead=code, state=TaskState.PROPOSED)


def _issued(world: World, code: str) -> Task:
    return world.task(world.ledger(owner=world.units[code]), lead=code)


def _adjustment(world: World, code: str) -> Adjustment:
    before, after = {"title": "旧"}, {"title": "新"}
    task = _issued(world, code)
    return Adjustment.objects.create(task=task, before=before, after=after, reason="理由", requested=clock.now())


def _rename(world: World, code: str) -> Action[Any]:
    ledger = _ledger(world, code)
    made = Programme.objects.create(ledger=ledger, name="安居行动")
    return programmes.RenameProgramme(ledger.pk, made.pk, "宜居行动")


def _pk(make: Callable[[World, str], Any]) -> Callable[[World, str], Arguments]:
    return lambda world, code: {"pk": make(world, code).pk}


ADDRESSES: dict[str, Callable[[World, str], Arguments]] = {
    **dict.fromkeys(("report", "ledger_create"), _pk(_report)),
    **dict.fromkeys(
        ("ledger", "ledger_issue", "ledger_close", "ledger_bulk", "task_new", "task_merge", "programme_list",
         "ledger_sheet", "ledger_import"),
        _pk(_ledger),
    ),
    "ledger_split_plan": lambda world, code: {"pk": _ledger(world, code).pk, "form": "docx"},
    **dict.fromkeys(("task_row", "task_edit", "task_drop", "task_restore", "task_split"), _pk(_proposed)),
    **dict.fromkeys(("task_adjust", "task_cancel", "task_pass_down", "task_remark"), _pk(_issued)),
    "adjustment": _pk(_adjustment),
}  # fmt: skip

ACTIONS: dict[str, Callable[[World, str], Action[Any]]] = {
    "programme.add": lambda world, code: programmes.AddProgramme(_ledger(world, code).pk, "安居行动"),
    "programme.rename": _rename,
}
