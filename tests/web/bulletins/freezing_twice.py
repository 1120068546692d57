"""Six drafts frozen at once, one of them by two: run in a process of its own, on a file, by test_freezing."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from tests.web.bulletins.conftest import Year  # noqa: E402
from tests.web.conftest import World  # noqa: E402

from jiannuo.ledger.month import Month  # noqa: E402
from jiannuo.ledger.status import Role, UnitKind  # noqa: E402
from jiannuo.ledger.transitions import RefusedError  # noqa: E402
from jiannuo.web import clock  # noqa: E402
from jiannuo.web.audit.action import perform  # noqa: E402
from jiannuo.web.bulletins.actions import CreateBulletin, FreezeBulletin  # noqa: E402
from jiannuo.web.bulletins.models import Bulletin  # noqa: E402
from jiannuo.web.bulletins.verifying import verify_bulletins  # noqa: E402


def main() -> None:
    """Print the numbers given, the troubles found and how many drafts had two issuers."""
    call_command("migrate", verbosity=0)
    world = World()
    world.unit("city", "云汀市人民政府", kind=UnitKind.GOVERNMENT)
    world.unit("housing", "云汀市住房和城乡建设局", "city")
    world.person(Role.OFFICE, "city")
    year = Year(world, lambda *day: clock.turn_to(datetime(*day, 9, tzinfo=UTC)))
    task = year.task("新建保障性住房1200套")
    actor = world.actor("office.city")
    for month in range(1, 7):
        year.report(task, month, 100 * month)
        year.close(month)
    drafts = [perform(CreateBulletin(year.ledger.pk, Month(2026, month)), actor).result.pk for month in range(1, 7)]
    jobs = [*drafts, drafts[0]]
    start = Barrier(len(jobs))

    def freeze(pk: int) -> str:
        start.wait(20)
        try:
            perform(FreezeBulletin(pk, 1), actor)
        except RefusedError as error:
            return error.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(jobs)) as pool:
        refusals = [code for code in pool.map(freeze, jobs) if code]
    numbers = sorted(Bulletin.objects.exclude(number=None).values_list("number", flat=True))
    print(json.dumps({"numbers": numbers, "troubles": len(list(verify_bulletins())), "twice": len(refusals)}))


if __name__ == "__main__":
    main()
