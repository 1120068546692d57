"""What stands between this installation and the open network."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.conf import settings
from django.core import checks

from jiannuo.model.messages import language, render


def troubles() -> Iterator[str]:
    """Each trouble in one line; nothing where all is as it should be."""
    lang = language()
    if not os.environ.get("JIANNUO_SECRET_KEY"):
        yield render("check_secret", {}, lang)
    if "JIANNUO_ORIGIN" not in os.environ:
        yield render("check_origin", {}, lang)
    elif not settings.SECURE:
        yield render("check_plain", {"origin": " ".join(settings.ORIGINS)}, lang)
    for found in checks.run_checks(include_deployment_checks=True):
        if settings.SECURE or found.level >= checks.ERROR or not str(found.id).startswith("security."):
            yield f"{found.id} {' '.join(str(found.msg).split())}"
