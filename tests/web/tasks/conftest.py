"""The sample report, uploaded and drawn up into a ledger."""

from __future__ import annotations

from importlib.resources import files

import pytest

from jiannuo.web.audit.action import perform
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.actions.ledgers import CreateLedger
from jiannuo.web.tasks.models import Ledger

from ..conftest import World

SAMPLE = (files("jiannuo") / "samples" / "yunting-2026.md").read_bytes()


@pytest.fixture
def report(world: World) -> GovernmentReport:
    upload = UploadReport(world.units["city"], SAMPLE, "yunting-2026.md")
    return perform(upload, world.actor("office.city")).result


@pytest.fixture
def ledger(world: World, report: GovernmentReport) -> Ledger:
    return perform(CreateLedger(report.pk), world.actor("office.city")).result
