"""Tokens of the programming interface, kept as hashes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Token(models.Model):
    """Lets a program act for a person within scopes; the secret is shown once and kept as its hash."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField("用途", max_length=80)
    prefix = models.CharField("前缀", max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField("范围")
    created = models.DateTimeField()
    expires = models.DateTimeField("到期", null=True)
    used = models.DateTimeField("最近使用", null=True)
    revoked = models.DateTimeField("吊销时间", null=True)

    class Meta:
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    def unit_paths(self) -> list[str]:
        """The units of its person."""
        return self.person.unit_paths()
