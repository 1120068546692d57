"""Units in a tree, people, and what they are in which unit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from jiannuo.ledger.status import Role, UnitKind
from jiannuo.web.choices import state_field


class Unit(models.Model):
    """An organisation; path holds the way from the root (``0001.0004.``), so that a subtree is a prefix."""

    name = models.CharField("名称", max_length=120, help_text="全称，如 云汀市住房和城乡建设局")
    short = models.CharField("简称", max_length=40, blank=True, help_text="如 市住建局")
    aliases = models.JSONField("别名", default=list, blank=True, help_text="报告和台账里的其他叫法")
    code = models.CharField("编码", max_length=40, unique=True, help_text="导入和接口用的固定编码")
    kind = state_field(UnitKind, UnitKind.DEPARTMENT, verbose_name="类别")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=80, unique=True, editable=False)
    level = models.PositiveSmallIntegerField("层级", editable=False, help_text="1 市、2 县区镇街部门、3 村社区")
    order = models.PositiveIntegerField("次序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        return self.short or self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Save; a new unit gets its path from its parent's and its own number."""
        if not self.path:
            self.level = 1 if self.parent is None else self.parent.level + 1
            self.path = f"?{self.code}"[:80]  # unique until the number is known
            super().save(*args, **options)
            self.path = f"{self.parent.path if self.parent else ''}{self.pk:04d}."
            super().save(update_fields=["path"])
        else:
            super().save(*args, **options)

    def unit_paths(self) -> list[str]:
        """Its own path: rights on a unit are rights in it."""
        return [self.path]


class PersonManager(BaseUserManager["Person"]):
    """Makes people with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """A person who can log in; without a password only by the single sign-on."""
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Who logs in."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    title = models.CharField("职务", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    language = models.CharField("界面语言", max_length=8, default="zh-hans")
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    subject_id = models.CharField("单点登录标识", max_length=255, unique=True, null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def unit_paths(self) -> list[str]:
        """Paths of the units that the person holds a role in; who holds none is a matter of the units at the root."""
        held = [membership.unit.path for membership in self.memberships.select_related("unit")]
        return held or list(Unit.objects.filter(parent=None).values_list("path", flat=True))


class Membership(models.Model):
    """A person's role in a unit."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = state_field(Role, verbose_name="角色")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "unit", "role"], name="membership_once")]
        ordering: ClassVar = ["unit__path", "role"]

    def __str__(self) -> str:
        return f"{self.unit} {Role.of(self.role).zh}"

    def unit_paths(self) -> list[str]:
        """The unit that the role is held in."""
        return [self.unit.path]
