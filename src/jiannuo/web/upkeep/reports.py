"""A report file becomes a report with a ledger of proposed tasks."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import console
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.tasks.actions.ledgers import CreateLedger
from jiannuo.web.tasks.models import Ledger


def take_in_report(path: Path, owner: str) -> Ledger:
    """Read the report at *path* for the government with the code *owner*, by default the only one at the root.

    Raises ReadError or RefusedError; nothing is kept then.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JiannuoError("not_found", source=str(path)) from error
    with transaction.atomic():
        report = perform(UploadReport(_government(owner), data, path.name), console()).result
        return perform(CreateLedger(report.pk), console()).result


def _government(code: str) -> Unit:
    rows = Unit.objects.filter(code=code) if code else Unit.objects.filter(parent=None)
    found = list(rows[:2])
    if len(found) != 1:
        known = "、".join(f"{unit.code} {unit.name}" for unit in Unit.objects.filter(level__lte=2, active=True)[:10])
        raise RefusedError("import_owner", known=known or "—")
    return found[0]
