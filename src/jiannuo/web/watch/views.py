"""Pages of watched figures: the list, an entity with its history, files that come in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jiannuo.ledger.transitions import RefusedError
from jiannuo.ledger.watch import Severity
from jiannuo.ledger.watch import rules as known_rules
from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import NotAllowedError, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.orders.reading import finding_words
from jiannuo.web.ui.asked import words
from jiannuo.web.ui.pages import page
from jiannuo.web.watch import actions, reading
from jiannuo.web.watch.feeding import COLUMNS, feed, rows_of
from jiannuo.web.watch.forms import EntityForm, FeedForm, SeriesForm, entity_values
from jiannuo.web.watch.models import Breach, Entity, Series

FILTERS = ("q", "unit", "kind", "breach", "retired")
_MOST_BYTES = 5_000_000


def find_entity(pk: int) -> Entity:
    """The entity of an address."""
    return get_object_or_404(Entity.objects.select_related("unit"), pk=pk)


def find_series(pk: int) -> Series:
    """The figure of an address."""
    return get_object_or_404(Series.objects.select_related("entity__unit", "task__ledger__owner"), pk=pk)


@guard("watch.view")
@require_GET
def watch_list(request: Request) -> HttpResponse:
    """The entities that the actor may see with their latest values, those in breach first."""
    asked = {name: words(request.GET.get(name, "")) for name in FILTERS}
    found = Paginator(reading.chosen(request.actor, asked), 50).get_page(request.GET.get("page"))
    mine = visible(Entity.objects.filter(active=True), request.actor, "watch.view")
    breaches = Breach.objects.filter(cleared=None, series__entity__in=mine.order_by().values("pk"))
    shown = list(breaches.select_related("series__entity").order_by("-month", "pk")[:20])
    filters = urlencode({name: value for name, value in asked.items() if value})
    return page(
        request,
        "watch/list.html",
        found=found,
        lines=reading.lines(list(found)),
        asked=asked,
        address=f"?{filters}&" if filters else "?",
        breaches=shown,
        orders=reading.orders_about(shown),
        breach_count=breaches.count(),
        entity_count=mine.count(),
        kinds=sorted(set(mine.order_by().values_list("kind", flat=True).distinct())),
        units=Unit.objects.filter(pk__in=mine.order_by().values("unit")).order_by("path"),
        **_signs(),
    )


def _signs() -> dict[str, Any]:
    return {"signs": reading.SEVERITY_SIGNS, "severity": Severity.of, "words_of": finding_words}


@guard_on("watch.view", find_entity)
@require_GET
def entity(request: Request, entity: Entity) -> HttpResponse:
    """An entity: its figures as charts with the rules' lines, its breaches, all values as they came."""
    breaches = reading.breaches_of(entity)
    return page(
        request,
        "watch/entity.html",
        entity=entity,
        histories=reading.histories(entity),
        breaches=breaches,
        orders=reading.orders_about(breaches),
        rule_words=reading.rule_words,
        may_manage=request.actor.may("watch.manage", entity),
        **_signs(),
    )


@guard("watch.manage")
@require_http_methods(["GET", "POST"])
def entity_new(request: Request) -> HttpResponse:
    """Something new to watch."""
    return _entity_page(request, None)


@guard_on("watch.manage", find_entity)
@require_http_methods(["GET", "POST"])
def entity_edit(request: Request, entity: Entity) -> HttpResponse:
    """Change an entity, or retire it."""
    return _entity_page(request, entity)


def _entity_page(request: Request, entity: Entity | None) -> HttpResponse:
    error, status = "", 200
    if request.method == "POST":
        form, status = EntityForm(request.actor, request.POST), 422
        if form.is_valid():
            action = actions.SetEntity(**form.cleaned_data, pk=entity.pk if entity else None)
            try:
                done = perform(action, request.actor, request.POST.get("request_key", ""))
                messages.success(request, _("已保存"))
                return redirect("entity", pk=done.result.pk)
            except RefusedError as refused:
                error, status = refused.message(short_language()), _status(refused)
    else:
        form = EntityForm(request.actor, initial=entity_values(entity) if entity else None)
    return page(request, "watch/entity_form.html", form=form, entity=entity, error=error, status=status)


@guard_on("watch.manage", find_entity)
@require_http_methods(["GET", "POST"])
def series_new(request: Request, entity: Entity) -> HttpResponse:
    """A new figure of an entity."""
    return _series_page(request, entity, None)


@guard_on("watch.manage", find_series)
@require_http_methods(["GET", "POST"])
def series_edit(request: Request, series: Series) -> HttpResponse:
    """Change a figure and its rules."""
    return _series_page(request, series.entity, series)


def _series_page(request: Request, entity: Entity | None, series: Series | None) -> HttpResponse:
    error, status = "", 200
    if request.method == "POST":
        form, status = SeriesForm(request.POST), 422
        if form.is_valid():
            owner, pk = (None, series.pk) if series else (entity, None)
            action = actions.SetSeries(**form.values(), entity=owner, pk=pk)
            try:
                done = perform(action, request.actor, request.POST.get("request_key", "")).result
                messages.success(request, _("已保存"))
                return redirect("entity", pk=done.entity_id) if done.entity_id else redirect("watch_list")
            except RefusedError as refused:
                error, status = refused.message(short_language()), _status(refused)
    else:
        form = SeriesForm(initial=_series_values(entity, series, request.GET.get("indicator", "")))
    return page(request, "watch/series_form.html", form=form, entity=entity, series=series, error=error, status=status)


def _series_values(entity: Entity | None, series: Series | None, indicator: str) -> dict[str, Any]:
    if series is not None:
        names = ("indicator", "code", "measure_unit", "frequency", "due_day", "rules", "active")
        return {name: getattr(series, name) for name in names}
    applies = [key for key, rule in known_rules().items() if indicator and rule.applies("", indicator)]
    return {"code": f"{entity.code}." if entity else "", "indicator": indicator, "rules": applies}


def _status(refused: RefusedError) -> int:
    return 403 if isinstance(refused, NotAllowedError) else 409


@guard("watch.feed")
@require_http_methods(["GET", "POST"])
def watch_feed(request: Request) -> HttpResponse:
    """A file of values: what was taken in, and each row that was not, with its reason."""
    taken, error, status = None, "", 200
    form = FeedForm(request.POST, request.FILES) if request.method == "POST" else FeedForm()
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > _MOST_BYTES:
                    raise RefusedError("file_too_large", name=file.name, most=_MOST_BYTES // 1_000_000)
                taken = feed(rows_of(file.read()), request.actor, f"{file.name[:80]}（{request.actor.name[:30]}）")
                status = 200
            except JiannuoError as refused:
                error, status = refused.message(short_language()), 409
    breaches = list(Breach.objects.filter(pk__in=taken.breaches if taken else ()).select_related("series__entity"))
    return page(
        request,
        "watch/feed.html",
        form=form,
        taken=taken,
        error=error,
        status=status,
        columns=COLUMNS,
        breaches=breaches,
        orders=reading.orders_about(breaches),
        series=visible_series(request),
        told_in=short_language(),
        **_signs(),
    )


def visible_series(request: Request) -> list[Series]:
    """The figures that the actor may feed, for the table that tells their codes."""
    found = Series.objects.filter(active=True, entity__active=True).select_related("entity__unit")
    return list(
        visible(found, request.actor, "watch.feed", "entity__unit__path").order_by("entity__name", "indicator")[:200]
    )
