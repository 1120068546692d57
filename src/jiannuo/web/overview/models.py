"""The index of search: what can be found, and what changed since it was written down."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """A text that can be found; its words stand in the database's own full-text index under the same key."""

    kind = models.CharField(max_length=12)
    target = models.BigIntegerField()
    title = models.CharField(max_length=400)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "target"], name="entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Stale(models.Model):
    """A row that changed and whose entry must be written anew; triggers of the database note it."""

    kind = models.CharField(max_length=12)
    target = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"
