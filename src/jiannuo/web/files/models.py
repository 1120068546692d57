"""What is known of a kept file; its bytes lie under the data folder by their hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """A file's content; two uploads of the same bytes are one."""

    digest = models.CharField(max_length=64, primary_key=True, help_text="SHA-256")
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    created = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.digest[:12]
