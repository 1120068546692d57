"""What is done with watched things: entities, their figures, values that come in, breaches that the clock finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from jiannuo.exports.cells import xml_text
from jiannuo.ledger import watch
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Frequency
from jiannuo.ledger.transitions import RefusedError
from jiannuo.ledger.watch import Finding
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Subject
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.tasks.models import Task
from jiannuo.web.watch.checking import fits, judge, open_breach
from jiannuo.web.watch.models import Breach, Entity, Point, Series

_CODE = re.compile(r"[\w.\-]{1,60}")


class KnownError(RefusedError):
    """The value is in force already; nothing was changed."""


@dataclass
class SetEntity(Action[Entity]):
    """Add something to watch, or change the one of *pk*; one that is retired keeps its history."""

    name: ClassVar[str] = "entity.set"
    right: ClassVar[str] = "watch.manage"
    model: ClassVar[type[Entity]] = Entity
    unit: Unit
    code: str
    called: str
    kind: str
    active: bool = True
    pk: int | None = None

    def subject(self) -> Subject:
        """The unit that watches it so far, for a new one the unit that shall."""
        self.entity = Entity() if self.pk is None else _entity(self.pk)
        return self.unit if self.pk is None else self.entity

    def change(self, actor: Actor) -> Change[Entity]:
        """Keep it; it moves only between units of the actor."""
        actor.require(self.right, self.unit)
        code = checked_code(self.code)
        if Entity.objects.filter(code=code).exclude(pk=self.entity.pk).exists():
            raise RefusedError("watch_code_taken", series=code)
        if not xml_text(self.called).strip():
            raise RefusedError("watch_empty", what="名称")
        entity, before = self.entity, _told(self.entity) if self.pk is not None else None
        entity.unit, entity.code, entity.name = self.unit, code, xml_text(self.called).strip()
        entity.kind, entity.active = xml_text(self.kind).strip(), self.active
        entity.save()
        return Change(entity, {"before": before, "after": _told(entity)}, self.unit.path)


@dataclass
class SetSeries(Action[Series]):
    """Add a figure of an entity or a task, or change the one of *pk*, with the rules that it is held against."""

    name: ClassVar[str] = "series.set"
    right: ClassVar[str] = "watch.manage"
    model: ClassVar[type[Series]] = Series
    code: str
    indicator: str
    measure_unit: str = ""
    frequency: Frequency = Frequency.MONTHLY
    due_day: int = 15
    rules: Sequence[str] = field(default_factory=tuple)
    since: str = ""
    active: bool = True
    entity: Entity | None = None
    task: Task | None = None
    pk: int | None = None

    def subject(self) -> Subject:
        """The entity or task, for one that exists its own."""
        if self.pk is not None:
            found = Series.objects.select_for_update(of=("self",), no_key=True).filter(pk=self.pk).first()
            if found is None:
                raise RefusedError("feed_unknown", series=self.code)
            self.series = found
            return found
        if (self.entity is None) == (self.task is None):
            raise RefusedError("watch_owner")
        self.series = Series(entity=self.entity, task=self.task)
        return self.series

    def change(self, actor: Actor) -> Change[Series]:
        """Keep it; rules that are new judge what comes from now on."""
        series = self.series
        code = checked_code(self.code)
        if Series.objects.filter(code=code).exclude(pk=series.pk).exists():
            raise RefusedError("watch_code_taken", series=code)
        if not xml_text(self.indicator).strip():
            raise RefusedError("watch_empty", what="指标")
        known = watch.rules()
        for key in self.rules:
            if key not in known:
                raise RefusedError("watch_rule_unknown", rule=key)
            if not fits(known[key], xml_text(self.measure_unit).strip()):
                raise RefusedError("watch_rule_unit", rule=known[key].zh, unit=known[key].unit)
        before = _figure(series) if self.pk is not None else None
        series.code, series.indicator, series.measure_unit = (
            code,
            xml_text(self.indicator).strip(),
            xml_text(self.measure_unit).strip(),
        )
        series.frequency, series.due_day = self.frequency.value, self.due_day
        series.rules, series.active = list(self.rules), self.active
        series.since = self.since or series.since or str(Month.of(clock.today()))
        series.save()
        paths = series.unit_paths()
        return Change(series, {"before": before, "after": _figure(series)}, paths[0] if paths else "")


@dataclass
class RecordPoint(Action[Point]):
    """Take a value in; another one than before supersedes it, the old one stays."""

    name: ClassVar[str] = "watch.record"
    right: ClassVar[str] = "watch.feed"
    model: ClassVar[type[Point]] = Point
    series_pk: int
    month: Month
    value: Decimal
    source: str

    def subject(self) -> Subject:
        """The series, locked: two values for the same month come one after the other."""
        found = Series.objects.select_for_update(of=("self",), no_key=True).filter(pk=self.series_pk)
        self.series = found.select_related("entity__unit", "task__lead").get()
        return self.series

    def change(self, actor: Actor) -> Change[Point]:
        """Keep it and hold it against the rules; KnownError where it is in force already."""
        before = self.series.points.filter(month=str(self.month), in_force=True).first()
        if before is not None:
            if before.value == self.value:
                raise KnownError("feed_known", month=str(self.month))
            before.in_force = False
            before.save(update_fields=["in_force"])
        point = Point.objects.create(
            series=self.series,
            month=str(self.month),
            value=self.value,
            source=xml_text(self.source)[:120],
            received=clock.now(),
        )
        breaches = judge(self.series, self.month)
        paths = self.series.unit_paths()
        data = {
            "series": self.series.code,
            "month": str(self.month),
            "value": self.value,
            "before": before.value if before else None,
            "source": point.source,
            **breaches,
        }
        return Change(point, data, paths[0] if paths else "")


@dataclass
class ReportMissing(Action[Breach]):
    """Open the breach of a figure that did not come; refused where it is open already."""

    name: ClassVar[str] = "watch.missing"
    right: ClassVar[str] = "watch.manage"
    model: ClassVar[type[Breach]] = Breach
    series: Series
    finding: Finding

    def subject(self) -> Subject:
        """The series, locked."""
        Series.objects.select_for_update(no_key=True).get(pk=self.series.pk)
        return self.series

    def change(self, actor: Actor) -> Change[Breach]:
        """Open it, tell and order."""
        month = str(self.finding.month)
        come = self.series.points.filter(month=month, in_force=True).exists()
        breach = None if come else open_breach(self.series, self.finding)
        if breach is None:
            raise KnownError("feed_known", month=month)
        paths = self.series.unit_paths()
        data = {"series": self.series.code, "month": month, "rule": self.finding.rule.key}
        return Change(breach, data, paths[0] if paths else "")


def _told(entity: Entity) -> dict[str, Any]:
    """An entity as the log has it."""
    names = ("code", "name", "kind", "active")
    return {name: getattr(entity, name) for name in names} | {"unit": entity.unit.code}


def _figure(series: Series) -> dict[str, Any]:
    """A figure as the log has it."""
    names = ("code", "indicator", "measure_unit", "frequency", "due_day", "since", "active")
    return {name: getattr(series, name) for name in names} | {"rules": list(series.rules)}


def checked_code(code: str) -> str:
    """The code without spaces around it; RefusedError where it cannot be one."""
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise RefusedError("watch_code", series=code)
    return code


def _entity(pk: int) -> Entity:
    found = Entity.objects.select_for_update(of=("self",), no_key=True).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise RefusedError("watch_unknown")
    return found
