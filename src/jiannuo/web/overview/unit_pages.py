"""Pages of units: the tree, and one unit with its tasks, returns, orders and people."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404, HttpResponse

from jiannuo.ledger.status import Duty, Role
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, above, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.accounts.models import Membership, Unit
from jiannuo.web.orders.models import Order
from jiannuo.web.overview import figures, listing
from jiannuo.web.overview.figures import OPEN_ORDERS, Tally
from jiannuo.web.overview.filters import Filter, read
from jiannuo.web.overview.kept import fragment, kept
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.ui.addresses import url
from jiannuo.web.ui.pages import page

_ROWS = 100


@guard("unit.view")
def unit_list(request: Request) -> HttpResponse:
    """All units as a tree of three levels, with what each leads."""
    return page(request, "overview/unit_list.html", body=kept(request, "units", lambda: _list(request)))


def _list(request: Request) -> str:
    wanted, problems = read(request.GET)
    found = listing.ledgers(request.actor)
    ledger = listing.choose(found, wanted.ledger)
    rows = Unit.objects.filter(active=True).order_by("path")
    if wanted.q:
        rows = rows.filter(Q(name__icontains=wanted.q) | Q(short__icontains=wanted.q) | Q(code__iexact=wanted.q))
    rows = rows.annotate(people=Count("memberships", filter=Q(memberships__person__is_active=True)))
    pages = Paginator(rows.values("pk", "name", "short", "code", "kind", "level", "path", "people"), _ROWS)
    shown = pages.get_page(wanted.page)
    tallies = {}
    if ledger:
        tallies = {tally.code: tally for tally in figures.by_unit(figures.in_force(request.actor, ledger), "rating")}
    return fragment(
        "overview/unit_list_body.html",
        problems=problems,
        q=wanted.q,
        ledger=ledger,
        ledgers=found,
        found=shown,
        units=list(shown),
        tallies=tallies,
        blank=Tally(),
        filter=Filter(ledger=ledger.pk if ledger else 0),
        address=wanted.address("unit_list") + ("&" if wanted.with_().query() else "?"),
        may_manage=request.actor.may("unit.manage"),
    )


def find(pk: int) -> Unit:
    """The unit; Http404 where there is none."""
    unit = Unit.objects.select_related("parent").filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


@guard_on("unit.view", find)
def unit(request: Request, unit: Unit) -> HttpResponse:
    """A unit's tasks, lateness, orders and people."""
    return page(request, "overview/unit.html", unit=unit, body=kept(request, "unit", lambda: _unit(request, unit)))


def _unit(request: Request, unit: Unit) -> str:
    actor = request.actor
    wanted, problems = read(request.GET)
    found = listing.ledgers(actor)
    ledger = listing.choose(found, wanted.ledger)
    values: dict[str, Any] = {
        "unit": unit,
        "above": list(Unit.objects.filter(path__in=above(unit.path)).order_by("path")),
        "children": list(Unit.objects.filter(parent=unit, active=True).order_by("path")),
        "people": people(actor, unit),
        "problems": problems,
        "ledger": ledger,
        "ledgers": found,
        "now": clock.now(),
        "today": clock.today(),
        "edit": url("unit_edit", unit.pk) if actor.may("unit.manage", unit) else "",
        "people_to": url("person_list") if actor.may("person.manage", unit) else "",
        "fill": "",
        "Role": Role,
    }
    if ledger:
        values |= _in_ledger(actor, unit, ledger)
    return fragment("overview/unit_body.html", **values)


def people(actor: Actor, unit: Unit) -> list[Membership]:
    """Who has which role in the unit; empty for those who may not know."""
    if not actor.may("person.view", unit):
        return []
    return list(unit.memberships.filter(person__is_active=True).select_related("person").order_by("role", "pk"))


def _in_ledger(actor: Actor, unit: Unit, ledger: Ledger) -> dict[str, Any]:
    rows = figures.in_force(actor, ledger).filter(duties__unit=unit).annotate(duty=F("duties__duty"))
    fields = ("pk", "number", "title", "duty", "rating", "light", "still", "share", "due", "last_value", "measure_unit")
    tasks = list(rows.order_by("number").values(*fields))
    led = rows.filter(duties__duty=Duty.LEAD.value)
    counted = led.aggregate(**figures.counts())
    round_ = figures.collection(ledger)
    returns = visible(Return.objects.all(), actor, "return.view").filter(
        unit=unit, month__gte=f"{ledger.year}-01", month__lte=f"{ledger.year}-12", task__ledger=ledger
    )
    by_month = returns.order_by("month").values("month").annotate(
        count=Count("pk"), late=Count("pk", filter=Q(late=True)), back=Count("pk", filter=Q(state="returned"))
    )  # fmt: skip
    orders = visible(Order.objects.filter(unit=unit), actor, "order.view").filter(ledger=ledger).order_by("-issued")
    return {
        "filter": Filter(ledger=ledger.pk, unit=unit.code),
        "groups": [(duty, [task for task in tasks if task["duty"] == duty.value]) for duty in Duty],
        "total": counted,
        "round": round_,
        "fill": url("unit_returns", unit.pk, round_.month) if round_ and actor.may("return.view", unit) else "",
        "owing": listing.owing(led, round_.month).count() if round_ else 0,
        "by_month": list(by_month),
        "orders": list(orders.values("pk", "number", "title", "due", "state", "level", "issued")[:20]),
        "OPEN_ORDERS": OPEN_ORDERS,
    }
