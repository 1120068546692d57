"""Filling in a desk: what is right is saved, what is wrong comes back with a sentence, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Collection as Group
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from jiannuo.ledger.month import Month
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, perform, sub_key
from jiannuo.web.progress.actions.filling import RecallReturn, SaveReturn, SignReturn, SubmitReturn
from jiannuo.web.progress.content import Content, Typed, of_return, of_typed
from jiannuo.web.progress.desk import Desk, Line, read_desk
from jiannuo.web.progress.models import Return

_MEANWHILE = ("edited_meanwhile", "no_transition")


@dataclass
class Trouble:
    """What is wrong with a row, in one sentence; contested where another's change stands against it."""

    typed: Typed
    sentence: str
    contested: bool = False


@dataclass
class Outcome:
    """What came of a form or a sheet: how many rows, and those that did not go through."""

    saved: int = 0
    submitted: int = 0
    signed: int = 0
    recalled: int = 0
    untouched: int = 0
    attached: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)  # about no row in particular

    @property
    def failed(self) -> bool:
        """Whether anything did not go through."""
        return bool(self.troubles or self.sentences)


def lock_rows(unit: Unit, month: Month) -> None:
    """Hold the unit's returns of the month, always in the same order, so that two people's forms never deadlock."""
    Unit.objects.select_for_update(no_key=True, of=("self",)).get(pk=unit.pk)
    list(Return.objects.select_for_update(of=("self",)).filter(unit=unit, month=str(month)).order_by("pk"))


class Filler:
    """Carries out one person's form for a unit and month, in one transaction."""

    def __init__(self, actor: Actor, unit: Unit, month: Month, key: str = "", origin: str = "web") -> None:
        self.actor, self.unit, self.month, self.key, self.origin = actor, unit, month, key, origin
        self.outcome = Outcome()
        self.desk: Desk = Desk(unit, month, [], [])

    def fill(self, rows: Sequence[Typed], submit: Group[int] = ()) -> Outcome:
        """Save what was touched in *rows*, submit the tasks in *submit*."""
        with transaction.atomic():
            lock_rows(self.unit, self.month)
            self.desk = read_desk(self.unit, self.month)
            for typed in rows:
                try:
                    self._row(typed, typed.task in submit)
                except RefusedError as error:
                    contested = error.code in _MEANWHILE
                    self._trouble(typed, error.message(short_language()), contested)
        return self.outcome

    def step(self, action: type[SignReturn] | type[RecallReturn], wanted: Sequence[tuple[int, int]]) -> Outcome:
        """Take *action* on the returns *wanted*, each by its task and the version that was seen."""
        with transaction.atomic():
            lock_rows(self.unit, self.month)
            self.desk = read_desk(self.unit, self.month)
            for task, version in wanted:
                line = self.desk.of(task)
                if line is None or line.report is None:
                    continue
                try:
                    self._perform(action(line.report.pk, version), task)
                except RefusedError as error:
                    self._trouble(line.typed, error.message(short_language()))
                else:
                    self.outcome.signed += action is SignReturn
                    self.outcome.recalled += action is RecallReturn
        return self.outcome

    def _row(self, typed: Typed, submit: bool) -> None:
        line = self.desk.of(typed.task)
        if line is None:
            raise RefusedError("row_foreign", where=typed.where)
        if typed.contested and not typed.choice:
            self._trouble(typed, RefusedError("choice_missing", where=typed.where).message(short_language()), True)
            return
        content = of_typed(typed, line.task, clock.today())
        report = line.report
        if typed.choice == "theirs" or (report is not None and of_return(report).stamp == content.stamp):
            self.outcome.untouched += not submit
        elif content.stamp != typed.stamp or (submit and report is None):
            report = self._save(typed, line, content)
        else:
            self.outcome.untouched += not submit
        if submit and line.editable:
            self._submit(typed, line, report, content)

    def _save(self, typed: Typed, line: Line, content: Content) -> Return:
        action = SaveReturn(line.task.pk, self.month, typed.version, content, self.origin)
        saved = self._perform(action, line.task.pk)
        self.outcome.saved += 1
        typed.version, typed.stamp = saved.version, content.stamp
        return saved

    def _submit(self, typed: Typed, line: Line, report: Return | None, content: Content) -> None:
        if report is None:
            return
        seen = report.version if of_return(report).stamp == content.stamp else typed.version
        self._perform(SubmitReturn(report.pk, seen), line.task.pk)
        self.outcome.submitted += 1

    def _perform(self, action: Action[Return], task: int) -> Return:
        return perform(action, self.actor, sub_key(self.actor, self.key, action.name, task)).result

    def _trouble(self, typed: Typed, sentence: str, contested: bool = False) -> None:
        self.outcome.troubles.append(Trouble(typed, sentence, contested))


def desk_after(unit: Unit, month: Month, outcome: Outcome) -> Desk:
    """The desk as it stands now, with what did not go through still in its fields."""
    desk = read_desk(unit, month)
    for trouble in outcome.troubles:
        line = desk.of(trouble.typed.task)
        if line is None:
            continue
        line.trouble = trouble.sentence
        line.contested = trouble.contested and line.report is not None
        line.typed = trouble.typed
        if line.contested and line.report is not None:  # whoever saves again has seen both
            line.typed.version, line.typed.stamp = line.report.version, line.given.stamp
    return desk
