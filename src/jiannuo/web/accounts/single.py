"""Log-in by the office's single sign-on (OpenID Connect); switched on by the environment alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import msgspec
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.guard import Request, guard
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.actions import check_fields
from jiannuo.web.accounts.models import Person
from jiannuo.web.accounts.views import keep_language, safe_next
from jiannuo.web.audit.action import Action, Change, perform
from jiannuo.web.ui.pages import trouble

NEXT = "single_next"  # where to go on, in the session while the person is away


class Provider(msgspec.Struct, frozen=True):
    """Who tells us who somebody is.  claim names the claim that is a person's single sign-on name."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str
    create: bool


def provider() -> Provider | None:
    """The provider of the settings, None where there is none."""
    return msgspec.convert(settings.OIDC, Provider) if settings.OIDC["issuer"] else None


@cache
def client(found: Provider) -> Any:
    """Authlib's client of a provider; its metadata are fetched at the first use."""
    try:
        from authlib.integrations.django_client import OAuth
    except ImportError as error:
        raise JiannuoError("extra_missing", module="authlib", extra="oidc") from error
    return OAuth().register(
        "single",
        client_id=found.client_id,
        client_secret=found.client_secret or None,
        server_metadata_url=f"{found.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": 10},
    )


class StrangerError(RefusedError):
    """Whom the provider knows and the ledger does not."""


@dataclass
class JoinBySingleSignOn(Action[Person]):
    """A person whom the provider names for the first time; has no role until an administrator gives one."""

    name: ClassVar[str] = "account.join"
    right: ClassVar[str] = "account.login"
    model: ClassVar[type[Person]] = Person
    subject_id: str
    person_name: str
    email: str = ""

    def subject(self) -> None:
        """The right is not about a unit."""

    def change(self, actor: Actor) -> Change[Person]:
        """Refused unless the installation says that strangers may join, and for a log-in name that is taken."""
        if not settings.OIDC["create"] or Person.objects.filter(username=self.subject_id[:60]).exists():
            raise StrangerError("single_stranger", subject=self.subject_id)
        person = Person(
            username=self.subject_id[:60],
            subject_id=self.subject_id,
            name=self.person_name[:60] or self.subject_id[:60],
            email=self.email,
        )
        check_fields(person)
        person.set_unusable_password()
        person.save()
        return Change(person, {"after": {"username": person.username, "name": person.name}})


@never_cache
@guard("account.login")
@require_safe
def single(request: Request) -> HttpResponse:
    """Off to the provider, with a state, a nonce and a code challenge of this session."""
    found = provider()
    if found is None:
        raise Http404
    request.session[NEXT] = safe_next(request, "")
    back = settings.ORIGINS[0].rstrip("/") + reverse("single_back")
    try:
        away: HttpResponse = client(found).authorize_redirect(request, back)
    except OSError:  # what the requests library raises is one
        return trouble(request, 502, _("统一身份认证连接不上；请稍后再试，或用登录名和密码登录"))
    return away


@never_cache
@guard("account.login")
@require_safe
def single_back(request: Request) -> HttpResponse:
    """Back from the provider: its answer is checked, the person found, the session begun anew."""
    found = provider()
    if found is None:
        raise Http404
    wanted = str(request.session.pop(NEXT, ""))
    claims = _claims(request, found)
    if claims is None:
        return trouble(request, 403, _("统一身份认证没有通过，未登录；请回到登录页重试"))
    try:
        person = _person(claims, found, request)
    except RefusedError as error:
        return trouble(request, 403, error.message(short_language()))
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return keep_language(redirect(wanted or settings.LOGIN_REDIRECT_URL), person.language)


def _claims(request: Request, found: Provider) -> dict[str, Any] | None:
    """What the provider says of the person, None where its answer does not hold.

    State, nonce and code challenge, signature, issuer, audience and time are checked.
    """
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    options = {
        "iss": {"essential": True, "value": found.issuer},
        "aud": {"essential": True, "value": found.client_id},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "nonce": {"essential": True},
    }
    try:
        token = client(found).authorize_access_token(request, claims_options=options)
    except (AuthlibBaseError, JoseError, OSError, ValueError, KeyError, RuntimeError):
        return None
    claims: dict[str, Any] | None = token.get("userinfo")
    return claims


def _person(claims: dict[str, Any], found: Provider, request: Request) -> Person:
    """The person of the claims; StrangerError where there is none, or none that may log in."""
    subject = str(claims.get(found.claim) or "")[:255]
    if found.claim == "email" and claims.get("email_verified") is not True:
        raise StrangerError("single_unverified", subject=subject)
    person = Person.objects.filter(subject_id=subject).first() if subject else None
    if person is None and subject:
        email = str(claims.get("email") or "") if claims.get("email_verified") is True else ""
        person = perform(JoinBySingleSignOn(subject, str(claims.get("name") or ""), email), request.actor).result
    if person is None or not person.is_active:
        raise StrangerError("single_stranger", subject=subject or "—")
    return person
