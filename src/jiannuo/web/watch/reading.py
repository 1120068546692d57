"""Watched figures as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor
from typing import Any

import msgspec
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from jiannuo.ledger.month import Month
from jiannuo.ledger.watch import Limit, Rule, Severity
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.orders.models import Order
from jiannuo.web.orders.reading import finding_words
from jiannuo.web.ui.asked import whole
from jiannuo.web.ui.words import is_english
from jiannuo.web.watch.checking import rules_of
from jiannuo.web.watch.models import Breach, Entity, Point, Series

SPARK = 13  # values in a small chart: a year and the month before it
_WIDTH, _HEIGHT = 96, 24
_QUIET = {"color": "var(--quiet)"}
SEVERITY_SIGNS = {Severity.NOTICE: ("◇", "quiet"), Severity.WARNING: ("◆", "yellow"), Severity.SERIOUS: ("■", "red")}


class Line(msgspec.Struct):
    """A figure in the list: its latest value, the change on the one before, a small chart, its open breaches."""

    series: Series
    latest: Point | None
    change: Decimal | None
    path: str
    breaches: list[Breach]

    @property
    def grades(self) -> list[tuple[Severity, int]]:
        """How many open breaches there are of each severity, the gravest first."""
        counts = [(grade, sum(one.severity == grade.value for one in self.breaches)) for grade in reversed(Severity)]
        return [(grade, count) for grade, count in counts if count]


def chosen(actor: Actor, asked: Mapping[str, str]) -> QuerySet[Entity]:
    """The entities that *actor* may see and that fit the filters of an address, those in breach first."""
    entities = visible(Entity.objects.all(), actor, "watch.view").select_related("unit")
    if asked.get("retired") != "1":
        entities = entities.filter(active=True)
    if (unit := whole(asked.get("unit", ""))) is not None:
        entities = entities.filter(unit_id=unit)
    if kind := asked.get("kind", ""):
        entities = entities.filter(kind=kind)
    if words := asked.get("q", ""):
        entities = entities.filter(Q(name__icontains=words) | Q(code__icontains=words))
    entities = entities.annotate(open_breaches=Count("series__breaches", filter=Q(series__breaches__cleared=None)))
    if asked.get("breach") == "1":
        entities = entities.filter(open_breaches__gt=0)
    return entities.order_by("-open_breaches", "name", "pk")


def lines(entities: Sequence[Entity]) -> dict[int, list[Line]]:
    """The figures of *entities* by entity; three queries."""
    series = list(Series.objects.filter(entity__in=entities, active=True).order_by("indicator", "pk"))
    # Only what a small chart shows is read, however long the history is.
    first = str(Month.of(clock.today()).plus(-SPARK))
    points: dict[int, list[Point]] = {}
    recent = Point.objects.filter(series__in=series, in_force=True, month__gte=first)
    for point in recent.order_by("month"):
        points.setdefault(point.series_id, []).append(point)
    breaches: dict[int, list[Breach]] = {}
    for breach in Breach.objects.filter(series__in=series, cleared=None):
        breaches.setdefault(breach.series_id, []).append(breach)
    found: dict[int, list[Line]] = {}
    for one in series:
        line = _line(one, points.get(one.pk, []), breaches.get(one.pk, []))
        found.setdefault(one.entity_id or 0, []).append(line)
    return found


def _line(series: Series, points: list[Point], breaches: list[Breach]) -> Line:
    latest = points[-1] if points else None
    change = points[-1].value - points[-2].value if len(points) > 1 else None
    return Line(series, latest, change, spark([float(point.value) for point in points]), breaches)


def spark(values: Sequence[float]) -> str:
    """The path of a small line chart, 96 × 24, empty for fewer than two values."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = (_WIDTH - 4) / (len(values) - 1)
    spots = (
        f"{2 + step * place:.1f},{_HEIGHT - 3 - (value - low) / span * (_HEIGHT - 6):.1f}"
        for place, value in enumerate(values)
    )
    return "M" + "L".join(spots)


def breaches_of(entity: Entity) -> list[Breach]:
    """The breaches of an entity, open ones first."""
    found = Breach.objects.filter(series__entity=entity).select_related("series").order_by("-month", "pk")
    return sorted(found, key=lambda breach: breach.cleared is not None)


def orders_about(breaches: Sequence[Breach]) -> dict[int, Order]:
    """The order about each breach: its own, or the one about the same rule that it was added to; one query."""
    own: dict[int, Order] = {}
    shared: dict[tuple[int, str], Order] = {}
    orders = Order.objects.filter(breach__series__in={breach.series_id for breach in breaches})
    for order in orders.select_related("breach").order_by("issued", "pk"):
        if order.breach is not None:
            own.setdefault(order.breach.pk, order)
            shared[order.breach.series_id, order.breach.rule] = order
    return {
        breach.pk: found
        for breach in breaches
        if (found := own.get(breach.pk) or shared.get((breach.series_id, breach.rule)))
    }


class History(msgspec.Struct, frozen=True):
    """A figure on its entity's page: all its values, those that were superseded too, and its chart."""

    series: Series
    rules: list[Rule]
    points: list[Point]
    chart: dict[str, Any]


def histories(entity: Entity) -> list[History]:
    """The figures of *entity* with their whole history; two queries."""
    rows = Prefetch("points", Point.objects.order_by("-month", "-pk"))
    series = Series.objects.filter(entity=entity).prefetch_related(rows).select_related("entity")
    found = []
    for one in series.order_by("-active", "indicator", "pk"):
        points = list(one.points.all())
        rules = rules_of(one)
        found.append(History(one, rules, points, chart(one, rules, [point for point in points if point.in_force])))
    return found


def chart(series: Series, rules: Iterable[Rule], points: Sequence[Point]) -> dict[str, Any]:
    """The option of a chart: values as an ink line, limits as cinnabar ones; *points* come newest first."""
    shown = list(reversed(points[:60]))
    limits = [rule for rule in rules if rule.kind in (Limit.CEILING, Limit.FLOOR) and not rule.pace]
    marks = [{"yAxis": float(rule.bar), "name": rule.en if is_english() else rule.zh} for rule in limits]
    values = [float(point.value) for point in shown]
    edges = values + [float(rule.bar) for rule in limits]
    option: dict[str, Any] = {
        "animation": False,
        "grid": {"left": 8, "right": 24, "top": 32, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [point.month for point in shown], "axisLabel": _QUIET},
        "yAxis": {
            "type": "value",
            "name": series.measure_unit,
            "nameTextStyle": _QUIET,
            "scale": True,
            "axisLabel": _QUIET,
            "splitLine": {"lineStyle": {"color": "var(--rule)"}},
        },
        "series": [
            {
                "type": "line",
                "name": series.indicator,
                "data": values,
                "symbolSize": 6,
                "itemStyle": {"color": "var(--ink)"},
                "lineStyle": {"color": "var(--ink)", "width": 2},
                "markLine": {
                    "symbol": "none",
                    "lineStyle": {"color": "var(--cinnabar)", "type": "solid"},
                    "label": {"formatter": "{b} {c}", "position": "insideStartTop", "color": "var(--cinnabar)"},
                    "data": marks,
                },
            }
        ],
    }
    if edges and marks:
        # The limits must lie within the chart, which reckons with the values alone.
        option["yAxis"] |= {"min": floor(min(edges) - 0.5), "max": ceil(max(edges) + 0.5)}
    return option


def rule_words(rule: Rule) -> str:
    """A rule in one line: its name and its limit."""
    limit = f"{rule.limit}{rule.unit}"
    said = {
        Limit.CEILING: _("不高于 %(limit)s"),
        Limit.FLOOR: _("不低于 %(limit)s的序时进度") if rule.pace else _("不低于 %(limit)s"),
        Limit.CHANGE_ON_PERIOD: _("较上期变动不超过 %(limit)s"),
        Limit.CHANGE_ON_YEAR: _("同比变动不超过 %(limit)s"),
        Limit.MISSING: _("逾期不超过 %(limit)s"),
    }[rule.kind]
    if rule.measured:
        limit = f"{rule.limit}%" if rule.measured == "percent" else _("%(limit)s 个点") % {"limit": rule.limit}
    elif rule.kind is Limit.MISSING:
        limit = _("%(limit)s 天") % {"limit": rule.limit}
    name = rule.en if is_english() else rule.zh
    return f"{name}：{said % {'limit': limit}}" if not is_english() else f"{name}: {said % {'limit': limit}}"


def breach_words(breach: Breach) -> str:
    """The sentence of a breach, in the language of the page."""
    return finding_words(breach)
