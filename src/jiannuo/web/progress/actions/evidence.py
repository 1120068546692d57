"""Attaching evidence to a return, and striking it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import ReturnState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.files.models import StoredFile
from jiannuo.web.progress.actions.rows import check_due, check_running, find_task, locked, locked_return, thing, unit_of
from jiannuo.web.progress.desk import where
from jiannuo.web.progress.models import Evidence, Return
from jiannuo.web.tasks.models import Task

_FIXED = (ReturnState.SIGNED, ReturnState.APPROVED)
MOST = 40  # pieces of evidence of one return


@dataclass
class AddEvidence(Action[Evidence]):
    """Attach a kept file or a link to a return; where nothing was filled in yet, an empty draft is begun for it."""

    name: ClassVar[str] = "evidence.add"
    right: ClassVar[str] = "return.fill"
    model: ClassVar[type[Evidence]] = Evidence
    task_pk: int
    month: Month
    title: str
    file: StoredFile | None = None
    url: str = ""

    def subject(self) -> Unit:
        """The unit that returns the task."""
        self.task = find_task(self.task_pk)
        self.report = locked(self.task, self.month)
        return unit_of(self.task)

    def change(self, actor: Actor) -> Change[Evidence]:
        """Attach it; the same file or link once only."""
        check_running(self.task)
        check_unsigned(self.task, self.report)
        unit, now = unit_of(self.task), clock.now()
        report = self.report
        if report is None:
            check_due(self.task, self.month)
            report = Return.objects.create(
                task=self.task, unit=unit, month=str(self.month), created=now, changed=now, changed_by_id=actor.user_id
            )
        standing = report.evidence.filter(struck=None)
        same = standing.filter(file=self.file, url=self.url).first()
        if same is None:
            if standing.count() >= MOST:
                raise RefusedError("evidence_most", where=where(self.task), most=MOST)
            same = Evidence.objects.create(
                report=report, file=self.file, url=self.url, title=self.title, added=now, added_by_id=actor.user_id
            )
        data = {"task": self.task.pk, "month": str(self.month), "title": self.title, "url": self.url}
        return Change(same, data | {"file": self.file.digest if self.file else ""}, unit.path)


@dataclass
class StrikeEvidence(Action[Evidence]):
    """Strike a piece of evidence out; it stays in the log and in the store."""

    name: ClassVar[str] = "evidence.strike"
    right: ClassVar[str] = "return.fill"
    model: ClassVar[type[Evidence]] = Evidence
    evidence_pk: int

    def subject(self) -> Evidence:
        """The evidence, locked after its return: whoever signs meanwhile vouches for what is left."""
        of = Evidence.objects.filter(pk=self.evidence_pk).values_list("report", flat=True).first()
        report = locked_return(of or 0)
        self.evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=self.evidence_pk)
        self.evidence.report = report
        return self.evidence

    def change(self, actor: Actor) -> Change[Evidence]:
        """Keep when it was struck out."""
        evidence = self.evidence
        check_running(evidence.report.task)
        check_unsigned(evidence.report.task, evidence.report)
        if evidence.struck is not None:
            raise RefusedError("evidence_struck", name=evidence.title)
        evidence.struck = clock.now()
        evidence.save()
        return Change(evidence, {"return": evidence.report_id, "title": evidence.title}, evidence.report.unit.path)


def check_unsigned(task: Task, report: Return | None) -> None:
    """Refuse to change the evidence of a return that was signed: its head vouched for what was there."""
    if report is not None and (state := ReturnState.of(report.state)) in _FIXED:
        raise RefusedError("no_transition", thing=thing(task), state=state.zh, action=_("增减佐证"))
