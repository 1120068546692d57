"""People: list, add, mend, roles, passwords for one log-in."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiannuo.ledger.status import Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.actions import (
    AddPerson,
    ChangePerson,
    GrantRole,
    ResetPassword,
    RevokeRole,
    SetActive,
)
from jiannuo.web.accounts.forms import NewPersonForm, PersonForm, RoleForm
from jiannuo.web.accounts.models import Membership, Person, Unit
from jiannuo.web.accounts.sheets import new_password
from jiannuo.web.audit.action import perform
from jiannuo.web.ui.pages import page

PAGE = 100  # people


def find_person(pk: int) -> Person:
    """The person, or Http404."""
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def find_membership(pk: int) -> Membership:
    """The role held, or Http404."""
    held = Membership.objects.select_related("unit", "person").filter(pk=pk).first()
    if held is None:
        raise Http404
    return held


def places(actor: Actor) -> QuerySet[Unit]:
    """The units in which the actor may give roles."""
    return visible(Unit.objects.filter(active=True), actor, "person.manage", "path")


@guard("person.view")
@require_safe
def person_list(request: Request) -> HttpResponse:
    """Who has a role in the actor's units."""
    query = request.GET.get("q", "").strip()
    held = visible(Membership.objects.select_related("unit"), request.actor, "person.view")
    rows = Person.objects.filter(Q(pk__in=held.values("person")) | Q(pk__in=_rootless(request.actor)))
    if query:
        wanted = Q(name__icontains=query) | Q(username__icontains=query)
        rows = rows.filter(wanted | Q(pk__in=held.filter(unit__name__icontains=query).values("person")))
    rows = rows.order_by("-is_active", "username").prefetch_related(
        Prefetch("memberships", queryset=Membership.objects.select_related("unit"))
    )
    found = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return page(request, "accounts/person_list.html", people=found, query=query)


def _rootless(actor: Actor) -> QuerySet[Person]:
    """People without any role, for who sees the root."""
    roots = visible(Unit.objects.filter(parent=None), actor, "person.view", "path")
    rows = Person.objects.filter(memberships=None)
    return rows if roots.exists() else rows.none()


@never_cache
@guard("person.manage")
@require_http_methods(["GET", "POST"])
def person_add(request: Request) -> HttpResponse:
    """A new person with a first role; the password for the first log-in is shown once."""
    start = {"unit": request.GET.get("unit", ""), "role": "reporter"}
    form = NewPersonForm(request.POST if request.method == "POST" else None, units=places(request.actor), initial=start)
    if request.method == "POST" and form.is_valid():
        data, secret = form.cleaned_data, new_password()
        action = AddPerson(
            username=data["username"],
            unit=data["unit"].pk,
            role=Role.of(data["role"]),
            password=secret,
            **form.values(),
        )
        try:
            done = perform(action, request.actor, request.POST.get("request_key", ""))
        except RefusedError as error:
            form.add_error(None, error.message(short_language()))
        else:
            return page(request, "accounts/secret.html", person=done.result, secret="" if done.replayed else secret)
    return page(request, "accounts/person_form.html", status=409 if form.errors else 200, form=form)


@never_cache
@guard_on("person.view", find_person)
@require_http_methods(["GET", "POST"])
def person(request: Request, person: Person) -> HttpResponse:
    """A person's page: what is known, the roles, and what an administrator may do."""
    now = {
        "name": person.name, "title": person.title, "email": person.email, "phone": person.phone,
        "subject_id": person.subject_id or "",
    }  # fmt: skip
    form = PersonForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            perform(ChangePerson(person.pk, **form.values()), request.actor, request.POST.get("request_key", ""))
        except RefusedError as error:
            form.add_error(None, error.message(short_language()))
        else:
            messages.success(request, _("已保存"))
            return redirect("person", person.pk)
    return _shown(request, person, form, RoleForm(units=places(request.actor)))


def _shown(request: Request, person: Person, form: PersonForm, role: RoleForm) -> HttpResponse:
    held = list(person.memberships.select_related("unit"))
    may = request.actor.may("person.manage", person)
    mine = {one.pk for one in held if request.actor.may("person.manage", one.unit)}
    status = 409 if form.errors or role.errors else 200
    return page(
        request,
        "accounts/person.html",
        status=status,
        person=person,
        held=held,
        form=form,
        role=role,
        may=may,
        mine=mine,
    )


@guard_on("person.view", find_person)
@require_POST
def person_grant(request: Request, person: Person) -> HttpResponse:
    """One more role; in which units is the action's to judge."""
    form = RoleForm(request.POST, units=places(request.actor))
    if form.is_valid():
        action = GrantRole(person.pk, form.cleaned_data["unit"].pk, Role.of(form.cleaned_data["role"]))
        perform(action, request.actor, request.POST.get("request_key", ""))
        messages.success(request, _("已授予角色"))
        return redirect("person", person.pk)
    return _shown(request, person, PersonForm(), form)


@guard_on("person.manage", find_membership)
@require_POST
def person_revoke(request: Request, held: Membership) -> HttpResponse:
    """One role less."""
    perform(RevokeRole(held.pk), request.actor, request.POST.get("request_key", ""))
    messages.success(request, _("已撤去角色"))
    return (
        redirect("person", held.person_id) if request.actor.may("person.view", held.person) else redirect("person_list")
    )


@guard_on("person.manage", find_person)
@require_POST
def person_active(request: Request, person: Person) -> HttpResponse:
    """May log in, or not."""
    active = request.POST.get("active") == "1"
    perform(SetActive(person.pk, active), request.actor, request.POST.get("request_key", ""))
    messages.success(request, _("已启用，可以登录") if active else _("已停用，不能再登录"))
    return redirect("person", person.pk)


@never_cache
@guard_on("person.manage", find_person)
@require_POST
def person_password(request: Request, person: Person) -> HttpResponse:
    """A password for the next log-in, shown once."""
    secret = new_password()
    done = perform(ResetPassword(person.pk, secret), request.actor, request.POST.get("request_key", ""))
    return page(request, "accounts/secret.html", person=person, secret="" if done.replayed else secret)
