"""A whole year in a real browser, from the report in January to the last bulletin: all by clicking and typing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiannuo.web import clock
from jiannuo.web.upkeep.verify import verify

from .year import bulletins, drawing_up, ending, events, plan
from .year.looking import Looking
from .year.people import OFFICE, People, reporter, settle
from .year.plan import ADJUSTED, CODES, HOUSING, KEPT, OVERRIDDEN
from .year.reckoning import Reckoning
from .year.returning import Month

LATE_MONTH, SENT_BACK_MONTH = 6, 3


@pytest.fixture
def people(browser: Any, live_server: Any) -> Any:
    found = People(browser, live_server.url)
    yield found
    found.leave()
    clock.turn_to(None)


@pytest.fixture
def look() -> Looking:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    return Looking(axe.Axe())


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("tables_may_be_emptied")
@pytest.mark.django_db(transaction=True)
def test_the_year(people: People, look: Looking, tmp_path: Path) -> None:
    events.turn(1, 15)
    units = settle()
    people.page().goto("/login")
    look.at(people.page(), "login")
    events.turn(1, 20)
    address = drawing_up.draw_up(people, look)
    ledger = address.rpartition("/")[2]
    page = people.page(OFFICE)
    keys = drawing_up.keys_of(page, ledger)
    assert len(keys) == 40
    drawing_up.pass_down(people, units, keys, look)
    keys = drawing_up.keys_of(page, ledger)
    tasks = [*KEPT, *plan.made(219)]
    assert sorted(keys) == sorted(known.number for known in tasks)
    reckoned = Reckoning(tasks)
    for month in range(1, 13):
        live_month(Month(people, tasks, keys, units, month), ledger, look, reckoned, tmp_path)
        if month % 3 == 0:
            events.turn(month % 12 + 1, 8, year=plan.YEAR + month // 12)
            events.work()
            printed = bulletins.freeze(people, month, look)
            bulletins.compare(people, printed, month, reckoned, tmp_path)
    ending.year_table(people, ledger, reckoned, look)
    ending.publish(people, ledger, keys, reckoned, look)
    ending.gallery(people, ledger, keys, units, look)
    assert list(verify()) == []
    assert people.troubles == []
    assert look.faults == [], "\n".join(map(str, look.faults))


def live_month(round_: Month, ledger: str, look: Looking, reckoned: Reckoning, folder: Path) -> None:
    """The round opens, units return, the office reviews, the month is rated; what else happens in it."""
    month, people = round_.month, round_.people
    events.turn(month, 15)
    events.work()
    events.turn(month, 20)
    late = HOUSING if month == LATE_MONTH else ""
    round_.all_but(ledger, late, folder)
    events.turn(month, 22)
    if month == SENT_BACK_MONTH:
        events.send_back(round_, ledger, look)
    round_.review(ledger)
    events.turn(month, 26)
    events.work()
    if late:
        events.turn(month, 28)
        reckoned.late.add((late, month))
        round_.fill(late)
        look.at(people.page(reporter(CODES[late])), "desk")
        round_.submit(late)
        round_.review(ledger)
    if month == 7:
        events.order(people, dict(round_.keys), look)
    if month == 8:
        events.adjust(people, dict(round_.keys), look)
        adjusted = next(known for known in round_.tasks if known.number == ADJUSTED)
        adjusted.targets[8] = events.LOWERED
    if month == 9:
        events.override(people, dict(round_.keys), month, look)
        reckoned.overridden[(OVERRIDDEN, month)] = "达进度"
