"""The overview, the list of tasks, and search."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jiannuo.exports.cells import csv_cell
from jiannuo.ledger.rating import rules
from jiannuo.ledger.status import Light, Rating, TaskState
from jiannuo.web import clock
from jiannuo.web.access.guard import Request, guard
from jiannuo.web.overview import charts, figures, listing
from jiannuo.web.overview.filters import Filter, read
from jiannuo.web.overview.kept import fragment, kept, reach, remembered
from jiannuo.web.overview.listing import SHOWN
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.ui.pages import page
from jiannuo.web.ui.words import figure, is_english, percent, state_name

ROWS = 50  # tasks on a page of the list
UNITS = 12  # units on the first screen


@guard("home.view")
def home(request: Request) -> HttpResponse:
    """The ledger's first screen: how many, how many behind, what does not move, who owes what by when."""
    return page(request, "overview/home.html", body=kept(request, "home", lambda: _home(request)))


def _home(request: Request) -> str:
    wanted, problems = read(request.GET)
    found = listing.ledgers(request.actor)
    ledger = listing.choose(found, wanted.ledger)
    if ledger is None:
        return fragment("overview/home_empty.html", actor=request.actor, problems=problems)
    rows = figures.in_force(request.actor, ledger)
    round_ = figures.collection(ledger)
    sums = remembered("tasks", ("sums", ledger.pk, reach(request.actor)), lambda: figures.sums(rows))
    late = figures.late_by_unit(rows, round_.month) if round_ else {}
    for tally in sums.units:
        tally.late = late.get(tally.code, 0)
    orders, overdue, first_orders = figures.open_orders(request.actor, ledger)
    return fragment(
        "overview/home_body.html",
        problems=problems,
        filter=Filter(ledger=ledger.pk),
        ledger=ledger,
        ledgers=found,
        desks=figures.desks(request.actor, ledger, round_),
        total=figures.total(sums.areas),
        areas=sums.areas,
        units=sums.units[:UNITS],
        more_units=max(len(sums.units) - UNITS, 0),
        still=sums.still,
        round=round_,
        owing=figures.owing_by_unit(rows, round_.month) if round_ else [],
        late=sorted((unit for unit in sums.units if unit.late), key=lambda unit: -unit.late),
        headlines=sums.headlines,
        orders=orders,
        overdue=overdue,
        first_orders=first_orders,
        trend=charts.trend(sums.months) if len(sums.months) > 1 else None,
        months=sums.months,
        today=clock.today(),
        now=clock.now(),
    )


@guard("task.view")
def task_list(request: Request) -> HttpResponse:
    """The tasks of a ledger by a filter that lives in the address."""
    about_returns = "late" in request.GET or "owing" in request.GET
    body = kept(
        request, "list" if about_returns else "tasks", lambda: _task_list(request), part="htmx" if request.htmx else ""
    )
    if request.htmx:
        return HttpResponse(body)
    return page(request, "overview/task_list.html", body=body)


class _Asked:
    """What the list's address asks for: the filter, its ledger and unit, and what of it makes no sense."""

    def __init__(self, request: Request) -> None:
        wanted, self.problems = read(request.GET)
        self.ledgers = listing.ledgers(request.actor)
        self.ledger = listing.choose(self.ledgers, wanted.ledger)
        self.filter = wanted.with_(ledger=self.ledger.pk if self.ledger else 0, page=wanted.page)
        self.unit = listing.unit_named(wanted.unit) if wanted.unit else None
        if wanted.unit and self.unit is None:
            self.problems.append(
                _("没有叫“%(name)s”的单位，已不按单位筛选；请从提示的名称中选择") % {"name": wanted.unit}
            )
        self.round = figures.collection(self.ledger) if self.ledger else None
        self.rows = listing.tasks(request.actor, self.filter, self.unit)
        if self.ledger is None:
            self.rows = self.rows.none()
        if wanted.owing:
            self.rows = listing.owing(self.rows, self.round.month) if self.round else self.rows.none()
        self.rows = listing.ordered(self.rows, wanted.order)


def _task_list(request: Request) -> str:
    asked = _Asked(request)
    pages = Paginator(asked.rows.values(*SHOWN), ROWS)
    found = pages.get_page(asked.filter.page)
    values: dict[str, Any] = {
        "filter": asked.filter,
        "problems": asked.problems,
        "ledger": asked.ledger,
        "found": found,
        "rows": list(found),
        "address": asked.filter.address(page=1) + ("&" if asked.filter.with_().query() else "?"),
        "nothing": "" if pages.count else listing.nothing_there(asked.filter, asked.ledger),
        "round": asked.round,
        "TaskState": TaskState,
        "still_periods": {frequency.value: least for frequency, least in rules().still.items()},
        "today": clock.today(),
    }
    if request.htmx:
        return fragment("overview/task_table.html", **values)
    choice = _choice(asked.ledger) if asked.ledger else listing.Choice()
    return fragment("overview/task_list_body.html", unit=asked.unit, ledgers=asked.ledgers, choice=choice, **values)


def _choice(ledger: Ledger) -> listing.Choice:
    return remembered("tasks", ("choices", ledger.pk), lambda: listing.choices(ledger))


@guard("task.view")
def task_csv(request: Request) -> HttpResponse:
    """The filtered list, all of its pages, as a table that is safe to open in Excel."""
    asked = _Asked(request)
    if asked.ledger is None:
        raise Http404
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(
        [
            _("编号"), _("任务"), _("领域"), _("状态"), _("牵头单位"), _("完成时限"), _("目标值"), _("计量单位"),
            _("最新值"), _("最新月份"), _("完成比例"), _("评定"), _("亮灯"), _("连续未动期数"),
        ]
    )  # fmt: skip
    for row in asked.rows.values(*SHOWN).iterator(2000):
        table.writerow([csv_cell(cell) for cell in _cells(row)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = "tasks" if is_english() else "任务清单"
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{asked.ledger.year}{name}.csv") or ""
    return response


def _cells(row: dict[str, Any]) -> list[Any]:
    return [
        row["number"],
        row["title"],
        row["area"],
        state_name(TaskState.of(row["state"])),
        row["lead__short"] or row["lead__name"] or "",
        row["due"].isoformat() if row["due"] else "",
        figure(row["target"]).replace(",", "") if row["target"] is not None else "",
        row["measure_unit"],
        figure(row["last_value"]).replace(",", "") if row["last_value"] is not None else "",
        row["last_month"],
        percent(row["share"]) if row["share"] is not None else "",
        state_name(Rating.of(row["rating"])) if row["rating"] else "",
        state_name(Light.of(row["light"])),
        row["still"],
    ]
