"""Making and revoking tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import ClassVar

from django.utils import timezone

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Subject
from jiannuo.web.accounts.models import Person
from jiannuo.web.api import tokens
from jiannuo.web.api.models import Token
from jiannuo.web.api.scopes import limits, scopes
from jiannuo.web.audit.action import Action, Change


@dataclass
class CreateToken(Action[Token]):
    """A token of one's own; *secret* is shown to the person and never kept."""

    name: ClassVar[str] = "token.create"
    right: ClassVar[str] = "account.self"
    model: ClassVar[type[Token]] = Token
    purpose: str
    scopes: tuple[str, ...]
    expires: date
    secret: str = field(repr=False)

    def subject(self) -> Subject | None:
        """Nothing but oneself."""
        return None

    def change(self, actor: Actor) -> Change[Token]:
        """Keep its hash; refused where a token asks for one, or too many are in use."""
        if actor.user_id is None or actor.via == "api":
            raise RefusedError("token_by_person")
        person = Person.objects.select_for_update().get(pk=actor.user_id)
        if not self.scopes or set(self.scopes) - set(scopes()):
            raise RefusedError("token_scopes", allowed="、".join(scopes()))
        if self.expires <= clock.today():
            raise RefusedError("token_expires", day=self.expires.isoformat())
        if Token.objects.filter(tokens.valid(), person=person).count() >= limits().tokens_most:
            raise RefusedError("token_most", most=limits().tokens_most)
        token = Token.objects.create(
            person=person,
            name=self.purpose,
            prefix=tokens.prefix(self.secret),
            digest=tokens.digest(self.secret),
            scopes=sorted(self.scopes),
            created=clock.now(),
            expires=timezone.make_aware(datetime.combine(self.expires, time.max)),
        )
        data = {"prefix": token.prefix, "purpose": token.name, "scopes": token.scopes, "expires": token.expires}
        return Change(token, data)


@dataclass
class RevokeToken(Action[Token]):
    """Revoke a token of one's own; it stays listed."""

    name: ClassVar[str] = "token.revoke"
    right: ClassVar[str] = "account.self"
    model: ClassVar[type[Token]] = Token
    pk: int

    def subject(self) -> Subject | None:
        """Nothing but oneself."""
        return None

    def change(self, actor: Actor) -> Change[Token]:
        """Revoke it; another person's is told of as if it were not there."""
        token = Token.objects.select_for_update().filter(pk=self.pk).first()
        if token is None or token.person_id != actor.user_id:
            raise RefusedError("token_gone")
        token.revoked = token.revoked or clock.now()
        token.save(update_fields=["revoked"])
        return Change(token, {"prefix": token.prefix})
