"""Pages of the outbox, of channels and of one's own calendar."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import NotAllowedError, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.models import Person
from jiannuo.web.audit.action import perform
from jiannuo.web.orders import message_actions as actions
from jiannuo.web.orders.calendar import feed
from jiannuo.web.orders.forms import CHANNEL_WORDS, ChannelForm, channel_values
from jiannuo.web.orders.models import CalendarKey, Channel, Outgoing
from jiannuo.web.orders.outbox import KINDS, counts, messages_of
from jiannuo.web.ui.pages import page


@guard("outbox.view")
@require_GET
def outbox(request: Request) -> HttpResponse:
    """What was sent, what waits and what was given up."""
    mine = messages_of(request.actor)
    kind = request.GET.get("kind", "")
    shown = mine.filter(KINDS[kind]) if kind in KINDS else mine
    found = Paginator(shown.order_by("-created", "-pk"), 50).get_page(request.GET.get("page"))
    return page(
        request,
        "orders/outbox.html",
        found=found,
        kind=kind,
        counts=counts(mine),
        may_retry=request.actor.may("channel.manage"),
    )


def find_message(pk: int) -> Outgoing:
    """The message of an address."""
    return get_object_or_404(Outgoing.objects.select_related("person", "channel__unit"), pk=pk)


@guard_on("channel.manage", find_message)
@require_POST
def message_retry(request: Request, row: Outgoing) -> HttpResponse:
    """Send a message again that was given up."""
    perform(actions.RetryMessage(row.pk), request.actor, request.POST.get("request_key", ""))
    messages.success(request, _("已重新排队"))
    return redirect("outbox")


def find_channel(pk: int) -> Channel:
    """The channel of an address."""
    return get_object_or_404(Channel.objects.select_related("unit"), pk=pk)


@guard("channel.manage")
@require_GET
def channel_list(request: Request) -> HttpResponse:
    """The robots that tell people."""
    channels = visible(Channel.objects.select_related("unit"), request.actor, "channel.manage").order_by("name")
    return page(request, "orders/channels.html", channels=channels, kinds=CHANNEL_WORDS)


@guard("channel.manage")
@require_http_methods(["GET", "POST"])
def channel_new(request: Request) -> HttpResponse:
    """A new channel."""
    return _channel_page(request, None)


@guard_on("channel.manage", find_channel)
@require_http_methods(["GET", "POST"])
def channel(request: Request, channel: Channel) -> HttpResponse:
    """Change a channel."""
    return _channel_page(request, channel)


def _channel_page(request: Request, channel: Channel | None) -> HttpResponse:
    error, status = "", 200
    if request.method == "POST":
        form, status = ChannelForm(request.actor, request.POST), 422
        if form.is_valid():
            action = actions.SetChannel(**form.cleaned_data, pk=channel.pk if channel else None)
            try:
                perform(action, request.actor, request.POST.get("request_key", ""))
                messages.success(request, _("已保存"))
                return redirect("channel_list")
            except RefusedError as refused:
                error = refused.message(short_language())
                status = 403 if isinstance(refused, NotAllowedError) else 409
    else:
        form = ChannelForm(request.actor, initial=channel_values(channel) if channel else None)
    return page(request, "orders/channel.html", form=form, channel=channel, error=error, status=status)


@guard_on("channel.manage", find_channel)
@require_POST
def channel_test(request: Request, channel: Channel) -> HttpResponse:
    """Send a test message."""
    perform(actions.TryChannel(channel.pk), request.actor, request.POST.get("request_key", ""))
    messages.success(request, _("测试消息已排队，几秒后在发件箱查看结果"))
    return redirect("outbox")


@never_cache
@guard("calendar.use")
@require_http_methods(["GET", "POST"])
def calendar(request: Request) -> HttpResponse:
    """One's own calendar: its secret address is shown once, when it is made."""
    person = get_object_or_404(Person, pk=request.actor.user_id)
    address = ""
    if request.method == "POST":
        action = actions.NewCalendarKey(person)
        perform(action, request.actor)
        address = request.build_absolute_uri(reverse("calendar_feed", args=[action.secret]))
    key = CalendarKey.objects.filter(person=person).first()
    return page(request, "orders/calendar.html", address=address, key=key)


@guard("calendar.feed")
@require_GET
def calendar_feed(request: Request, secret: str) -> HttpResponse:
    """The deadlines of the person whose secret the address holds; calendars read it without log-in."""
    key = CalendarKey.objects.select_related("person").filter(digest=actions.digest_of(secret)).first()
    if key is None or not key.person.is_active:
        raise Http404
    response = HttpResponse(feed(key.person, request.get_host()), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    response["Content-Disposition"] = 'inline; filename="jiannuo.ics"'
    return response
