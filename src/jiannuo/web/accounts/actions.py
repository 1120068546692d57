"""Changes to units and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jiannuo.ledger.status import LedgerState, Role, TaskState, UnitKind
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor, Subject
from jiannuo.web.accounts.models import Membership, Person, Unit
from jiannuo.web.audit.action import Action, Change

LEVELS = 3  # 市 → 县区、镇街、部门 → 村社区


def unit_of(pk: int) -> Unit:
    """The unit, locked; RefusedError where there is none."""
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if unit is None:
        raise RefusedError("unit_missing", unit=pk)
    return unit


def person_of(pk: int) -> Person:
    """The person, locked; RefusedError where there is none."""
    person = Person.objects.select_for_update().filter(pk=pk).first()
    if person is None:
        raise RefusedError("person_missing", person=pk)
    return person


class _Everywhere:
    """All the units of a person, one by one: who manages a person must reach each of them."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths

    def require(self, actor: Actor, right: str) -> None:
        """NotAllowedError unless *actor* holds *right* on each unit."""
        for path in self.paths:
            actor.require(right, _Path(path))


@dataclass
class _Path:
    path: str

    def unit_paths(self) -> list[str]:
        return [self.path]


def differences(thing: Unit | Person, wanted: dict[str, object]) -> dict[str, dict[str, object]]:
    """Sets *wanted* on *thing*; what it was and what it is now, for the log."""
    before = {name: getattr(thing, name) for name, value in wanted.items() if getattr(thing, name) != value}
    for name in before:
        setattr(thing, name, wanted[name])
    return {"before": before, "after": {name: wanted[name] for name in before}}


def check_fields(row: Unit | Person) -> None:
    """RefusedError where a value does not fit its field: too long, no address."""
    try:
        row.clean_fields(exclude={"path", "level", "password", "last_login"})
    except ValidationError as error:
        for name, reasons in error.message_dict.items():
            label = str(getattr(row._meta.get_field(name), "verbose_name", name))
            raise RefusedError("field_refused", field=label, reasons=" ".join(reasons)) from error


def _check_unit(unit: Unit) -> None:
    if not unit.name.strip():
        raise RefusedError("unit_name_empty", mark=unit.code)
    if not unit.code.strip():
        raise RefusedError("unit_code_empty", unit=unit.name)
    check_fields(unit)
    same = Unit.objects.filter(code=unit.code).exclude(pk=unit.pk).first()
    if same is not None:
        raise RefusedError("unit_code_taken", mark=unit.code, unit=same.name)


@dataclass
class AddUnit(Action[Unit]):
    """Add a unit under another; the root of the tree has none above."""

    name: ClassVar[str] = "unit.add"
    right: ClassVar[str] = "unit.manage"
    model: ClassVar[type[Unit]] = Unit
    unit_name: str
    code: str
    parent: int | None = None
    short: str = ""
    aliases: list[str] = field(default_factory=list)
    kind: UnitKind = UnitKind.DEPARTMENT
    order: int = 0

    def subject(self) -> Subject:
        """The unit above, or the whole installation."""
        self.above = unit_of(self.parent) if self.parent is not None else None
        return self.above or _Path("")

    def change(self, actor: Actor) -> Change[Unit]:
        """Refused below the third level, under a retired unit, and for a code that is taken."""
        if self.above is not None and not self.above.active:
            raise RefusedError("unit_above_retired", unit=self.above.name)
        if self.above is not None and self.above.level >= LEVELS:
            raise RefusedError("unit_too_deep", unit=self.above.name, levels=LEVELS)
        unit = Unit(
            name=self.unit_name.strip(),
            short=self.short.strip(),
            aliases=self.aliases,
            code=self.code.strip(),
            kind=self.kind.value,
            parent=self.above,
            order=self.order,
        )
        _check_unit(unit)
        unit.save()
        data = {"after": {"name": unit.name, "short": unit.short, "code": unit.code, "kind": unit.kind}}
        return Change(unit, data, unit.path)


@dataclass
class ChangeUnit(Action[Unit]):
    """Give a unit other names, another kind or place in the order; where it stands in the tree stays."""

    name: ClassVar[str] = "unit.change"
    right: ClassVar[str] = "unit.manage"
    model: ClassVar[type[Unit]] = Unit
    unit: int
    unit_name: str
    short: str = ""
    aliases: list[str] = field(default_factory=list)
    kind: UnitKind = UnitKind.DEPARTMENT
    order: int = 0

    def subject(self) -> Unit:
        """The unit."""
        self.row = unit_of(self.unit)
        return self.row

    def change(self, actor: Actor) -> Change[Unit]:
        """The code stays: tables and programs know the unit by it."""
        wanted: dict[str, object] = {
            "name": self.unit_name.strip(),
            "short": self.short.strip(),
            "aliases": self.aliases,
            "kind": self.kind.value,
            "order": self.order,
        }
        data = differences(self.row, wanted)
        _check_unit(self.row)
        self.row.save()
        return Change(self.row, data, self.row.path)


@dataclass
class RetireUnit(Action[Unit]):
    """A unit that is no more: its history stays, nobody acts for it, no task can be given to it."""

    name: ClassVar[str] = "unit.retire"
    right: ClassVar[str] = "unit.manage"
    model: ClassVar[type[Unit]] = Unit
    unit: int

    def subject(self) -> Unit:
        """The unit."""
        self.row = unit_of(self.unit)
        return self.row

    def change(self, actor: Actor) -> Change[Unit]:
        """Refused while units under it are in use or tasks in force are led by it."""
        below = self.row.children.filter(active=True).count()
        if below:
            raise RefusedError("unit_has_children", unit=self.row.name, count=below)
        led = self.row.led_tasks.filter(state=TaskState.ISSUED.value, ledger__state=LedgerState.ISSUED.value).count()
        if led:
            raise RefusedError("unit_has_tasks", unit=self.row.name, count=led)
        if self.row.parent_id is None:
            raise RefusedError("unit_is_root", unit=self.row.name)
        self.row.active = False
        self.row.save()
        return Change(self.row, {"before": {"active": True}, "after": {"active": False}}, self.row.path)


@dataclass
class ReviveUnit(Action[Unit]):
    """A retired unit is in use again."""

    name: ClassVar[str] = "unit.revive"
    right: ClassVar[str] = "unit.manage"
    model: ClassVar[type[Unit]] = Unit
    unit: int

    def subject(self) -> Unit:
        """The unit."""
        self.row = unit_of(self.unit)
        return self.row

    def change(self, actor: Actor) -> Change[Unit]:
        """Refused under a retired unit."""
        if self.row.parent is not None and not self.row.parent.active:
            raise RefusedError("unit_above_retired", unit=self.row.parent.name)
        self.row.active = True
        self.row.save()
        return Change(self.row, {"before": {"active": False}, "after": {"active": True}}, self.row.path)


@dataclass
class AddPerson(Action[Person]):
    """A person with a first role; the password given is for the first log-in only."""

    name: ClassVar[str] = "person.add"
    right: ClassVar[str] = "person.manage"
    model: ClassVar[type[Person]] = Person
    username: str
    person_name: str
    unit: int
    role: Role
    password: str | None
    title: str = ""
    email: str = ""
    phone: str = ""
    subject_id: str = ""

    def subject(self) -> Unit:
        """The unit of the role."""
        self.row = unit_of(self.unit)
        return self.row

    def change(self, actor: Actor) -> Change[Person]:
        """Refused for a log-in name that is taken, or a role that nobody is given."""
        _grantable(self.role, self.row)
        username = Person.normalize_username(self.username.strip())
        if not username:
            raise RefusedError("person_username_empty", person=self.person_name)
        if Person.objects.filter(username=username).exists():
            raise RefusedError("person_username_taken", username=username)
        _free_subject_id(self.subject_id)
        person = Person(
            username=username,
            name=self.person_name.strip() or username,
            title=self.title.strip(),
            email=self.email.strip(),
            phone=self.phone.strip(),
            subject_id=self.subject_id.strip() or None,
            must_change_password=self.password is not None,
        )
        check_fields(person)
        person.set_password(self.password)
        person.save()
        Membership.objects.create(person=person, unit=self.row, role=self.role.value)
        data = {"after": {"username": username, "name": person.name, "role": self.role.value, "unit": self.row.code}}
        return Change(person, data, self.row.path)


@dataclass
class _OnPerson(Action[Person]):
    """What is done to a person needs the right in every unit where the person has a role."""

    right: ClassVar[str] = "person.manage"
    model: ClassVar[type[Person]] = Person
    person: int

    def subject(self) -> Person:
        """The person."""
        self.row = person_of(self.person)
        return self.row

    def change(self, actor: Actor) -> Change[Person]:
        """Check every unit, then make the change."""
        paths = self.row.unit_paths()
        _Everywhere(paths).require(actor, self.right)
        return Change(self.row, self.apply(actor), paths[0] if paths else "")

    def apply(self, actor: Actor) -> dict[str, object]:
        """Make the change and give what the log holds."""
        raise NotImplementedError


@dataclass
class ChangePerson(_OnPerson):
    """Mend what is known of a person."""

    name: ClassVar[str] = "person.change"
    person_name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    subject_id: str = ""

    def apply(self, actor: Actor) -> dict[str, object]:
        """Refused for a single sign-on name that another has."""
        if not self.person_name.strip():
            raise RefusedError("person_name_empty", username=self.row.username)
        _free_subject_id(self.subject_id, self.row.pk)
        wanted: dict[str, object] = {
            "name": self.person_name.strip(),
            "title": self.title.strip(),
            "email": self.email.strip(),
            "phone": self.phone.strip(),
            "subject_id": self.subject_id.strip() or None,
        }
        data: dict[str, object] = dict(differences(self.row, wanted))
        check_fields(self.row)
        self.row.save()
        return data


@dataclass
class ResetPassword(_OnPerson):
    """A password for the next log-in only, given by an administrator; all sessions of the person end."""

    name: ClassVar[str] = "person.reset_password"
    password: str

    def apply(self, actor: Actor) -> dict[str, object]:
        """The log holds that it was done, never the password."""
        self.row.set_password(self.password)
        self.row.must_change_password = True
        self.row.save()
        return {"username": self.row.username}


@dataclass
class SetActive(_OnPerson):
    """Let a person log in or not."""

    name: ClassVar[str] = "person.set_active"
    active: bool

    def apply(self, actor: Actor) -> dict[str, object]:
        """Nobody shuts out oneself."""
        if self.row.pk == actor.user_id:
            raise RefusedError("person_is_self")
        data: dict[str, object] = dict(differences(self.row, {"is_active": self.active}))
        self.row.save()
        return data


@dataclass
class GrantRole(Action[Membership]):
    """Give a person a role in a unit."""

    name: ClassVar[str] = "person.grant"
    right: ClassVar[str] = "person.manage"
    model: ClassVar[type[Membership]] = Membership
    person: int
    unit: int
    role: Role

    def subject(self) -> Unit:
        """The unit of the role."""
        self.row = person_of(self.person)
        self.place = unit_of(self.unit)
        return self.place

    def change(self, actor: Actor) -> Change[Membership]:
        """A role held already stays; a person whom the actor may not see is not there; nobody gives oneself one."""
        if not actor.may("person.view", self.row):
            raise RefusedError("person_missing", person=self.person)
        if self.row.pk == actor.user_id:
            raise RefusedError("role_to_self")
        _grantable(self.role, self.place)
        held, _ = Membership.objects.get_or_create(person=self.row, unit=self.place, role=self.role.value)
        return Change(held, _membership(held), self.place.path)


@dataclass
class RevokeRole(Action[Person]):
    """Take a role from a person."""

    name: ClassVar[str] = "person.revoke"
    right: ClassVar[str] = "person.manage"
    model: ClassVar[type[Person]] = Person
    membership: int

    def subject(self) -> Unit:
        """The unit of the role."""
        held = Membership.objects.select_related("unit", "person").filter(pk=self.membership).first()
        if held is None:
            raise RefusedError("role_missing")
        self.held = held
        return held.unit

    def change(self, actor: Actor) -> Change[Person]:
        """An administrator keeps the own role, so that somebody is left who can give it back."""
        if self.held.person_id == actor.user_id and self.held.role == Role.ADMINISTRATOR.value:
            raise RefusedError("person_is_self")
        data = _membership(self.held)
        self.held.delete()
        return Change(self.held.person, data, self.held.unit.path)


def _membership(held: Membership) -> dict[str, object]:
    return {"username": held.person.username, "unit": held.unit.code, "role": held.role}


def _grantable(role: Role, unit: Unit) -> None:
    if role is Role.PUBLIC:
        raise RefusedError("role_public")
    if not unit.active:
        raise RefusedError("unit_retired", unit=unit.name)


def _free_subject_id(subject_id: str, pk: int | None = None) -> None:
    wanted = subject_id.strip()
    if wanted and Person.objects.filter(subject_id=wanted).exclude(pk=pk or 0).exists():
        raise RefusedError("person_subject_taken", subject=wanted)


class WeakPasswordError(RefusedError):
    """The new password is refused; reasons hold why, in the page's language."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("password_weak", reasons=" ".join(reasons))
        self.reasons = reasons


def check_password(password: str, person: Person) -> None:
    """WeakPasswordError with all reasons where *password* is of no use."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise WeakPasswordError(error.messages) from error
