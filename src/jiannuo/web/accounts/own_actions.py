"""Changes that a person makes to the own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.actions import check_fields, check_password, differences, person_of
from jiannuo.web.accounts.models import Person
from jiannuo.web.audit.action import Action, Change


class WrongPasswordError(RefusedError):
    """The password given to confirm is not the person's."""


@dataclass
class _OnSelf(Action[Person]):
    """What a person does to the own account."""

    right: ClassVar[str] = "account.self"
    model: ClassVar[type[Person]] = Person

    def subject(self) -> None:
        """The right is not about a unit."""

    def change(self, actor: Actor) -> Change[Person]:
        """Make the change on the actor's own row."""
        self.row = person_of(actor.user_id or 0)
        data = self.apply()
        paths = self.row.unit_paths()
        return Change(self.row, data, paths[0] if paths else "")

    def apply(self) -> dict[str, object]:
        """Make the change and give what the log holds."""
        raise NotImplementedError


@dataclass
class ChangePassword(_OnSelf):
    """Another password of one's own; every other session ends."""

    name: ClassVar[str] = "account.password"
    old: str
    new: str

    def apply(self) -> dict[str, object]:
        """Refused for a wrong old password, and for a new one that is weak or the old one."""
        if not self.row.check_password(self.old):
            raise WrongPasswordError("password_wrong")
        if self.new == self.old:
            raise RefusedError("password_same")
        check_password(self.new, self.row)
        self.row.set_password(self.new)
        self.row.must_change_password = False
        self.row.save()
        return {"username": self.row.username}


@dataclass
class EndSessions(_OnSelf):
    """Log out everywhere: sessions hang on the password's hash, which is made anew with another salt."""

    name: ClassVar[str] = "account.end_sessions"
    password: str

    def apply(self) -> dict[str, object]:
        """A person of the single sign-on has no password to give."""
        if self.row.has_usable_password():
            if not self.row.check_password(self.password):
                raise WrongPasswordError("password_wrong")
            self.row.set_password(self.password)
        else:
            self.row.set_unusable_password()
        self.row.save()
        return {"username": self.row.username}


@dataclass
class ChangeOwn(_OnSelf):
    """One's own language and how one is reached."""

    name: ClassVar[str] = "account.change"
    language: str
    email: str = ""
    phone: str = ""

    def apply(self) -> dict[str, object]:
        """Name and title are an administrator's to mend."""
        wanted: dict[str, object] = {
            "language": self.language,
            "email": self.email.strip(),
            "phone": self.phone.strip(),
        }
        data: dict[str, object] = dict(differences(self.row, wanted))
        check_fields(self.row)
        self.row.save()
        return data
