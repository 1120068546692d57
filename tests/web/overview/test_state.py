"""What a kept page is made from is changed by no action that is said to leave it alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event
from typing import Any
from unittest import mock

import pytest
from django.db import connection

from jiannuo.ledger.status import Role
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Grant, console
from jiannuo.web.audit.action import append, perform
from jiannuo.web.audit.models import ChainHead
from jiannuo.web.overview import kept, state
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Ledger, Task

from ..access.factories import ACTIONS
from ..access.test_permissions import actions
from .conftest import Year

_READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
_WRITTEN = re.compile(r'^(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
# The log itself and the index of search stand beside what is changed.
BESIDE = {"audit_logentry", "audit_chainhead", "overview_entry", "overview_stale"}
FILTER = "behind=1&still=1&duty=lead&unit=housing&programme=x&topic=1&q=x"
# The list by returns first: "tasks" is the list without.
QUERIES = (f"?late=1&owing=1&{FILTER}", "", f"?{FILTER}", "?state=all&order=-unit")


@contextmanager
def tables(pattern: re.Pattern[str]) -> Iterator[set[str]]:
    """The tables that *pattern* finds in the statements carried out inside."""
    found: set[str] = set()

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.update(pattern.findall(sql.replace("\n", " ")))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


def read_by(year: Year, page: str) -> set[str]:
    """The tables that *page* is made from, for those who see most and those who fill in."""
    unit, task = year.world.units["trade"].pk, year.lagging.pk
    addresses = {
        "home": "/",
        "list": "/tasks",
        "tasks": "/tasks",
        "units": "/units",
        "unit": f"/units/{unit}",
        "task": f"/tasks/{task}",
    }
    with tables(_READ) as found:
        for username in ("office.city", "leader.city", "head.trade"):
            for query in QUERIES[page == "tasks" :]:
                assert year.world.client(username).get(addresses[page] + query).status_code == 200
    return found - BESIDE


def written_by(year: Year, name: str) -> set[str]:
    """The tables that an action writes."""
    action = ACTIONS[name](year.world, "shilian")
    for ledger in Ledger.objects.filter(collections=None):  # so that a return may be handed in
        ledger.collections.create(month="2026-03", due=date(2026, 3, 25), opened=clock.now())
    Return.objects.update(value=1, text="进展")
    with tables(_WRITTEN) as found:
        perform(action, whoever(year))
    return found - BESIDE


def whoever(year: Year) -> Actor:
    """Somebody who may do everything in every unit."""
    office = year.world.people["office.city"]
    paths = ("", year.world.units["shilian"].path)
    return Actor(
        name=office.name, user_id=office.pk, grants=tuple(Grant(role, path) for role in Role for path in paths)
    )


def test_only_actions_that_there_are_are_named() -> None:
    names = {action.name for action in actions()}
    assert set().union(*state.QUIET.values()) <= names


def test_what_is_said_to_leave_a_page_alone_writes_nothing_that_it_reads(year: Year) -> None:
    read = {page: read_by(year, page) for page in state.QUIET}
    wrong = []
    for name in sorted(set().union(*state.QUIET.values())):
        written = written_by(year, name)
        assert written, name
        wrong += [
            (name, page, written & read[page])
            for page, quiet in state.QUIET.items()
            if name in quiet and written & read[page]
        ]
    assert wrong == []


def test_the_log_of_a_task_names_none_of_them() -> None:
    quiet = state.QUIET["task"]
    assert not [action for action in actions() if action.name in quiet and issubclass(action.model, Task)]


def test_a_remark_leaves_the_overview_and_changes_the_tasks_page(year: Year, kept_pages: Any) -> None:
    append(console(), "task.edit", {})
    before = {page: state.state(page) for page in state.QUIET}
    append(console(), "task.remark", {})
    assert state.state("home") == before["home"]
    assert state.state("task") == ChainHead.objects.get().hash != before["task"]
    append(console(), "return.save", {})
    assert state.state("home") == ChainHead.objects.get().hash
    assert state.state("tasks") == before["tasks"]
    append(console(), "return.approve", {})
    assert {state.state(page) for page in state.QUIET} == {ChainHead.objects.get().hash}


def test_another_log_after_a_restore_counts_anew(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state.state("home") is None
    first = append(console(), "task.edit", {})
    append(console(), "task.remark", {})
    monkeypatch.setitem(state._seen, "home", state._Seen(1, "of another log", "of another log"))
    assert state.state("home") == first.hash


def test_a_page_that_several_ask_for_at_once_is_made_once(year: Year, kept_pages: Any, rf: Any) -> None:
    append(console(), "task.edit", {})
    request, made, begun, go_on = rf.get("/"), [], Event(), Event()
    request.actor = console()

    def make() -> str:
        made.append(1)
        begun.set()
        assert go_on.wait(30)
        return "body"

    with mock.patch.object(kept, "state", return_value="a state"), ThreadPoolExecutor(4) as pool:
        first = pool.submit(kept.kept, request, "home", make)
        assert begun.wait(30)
        others = [pool.submit(kept.kept, request, "home", make) for _ in range(3)]
        go_on.set()
        assert {str(one.result()) for one in (first, *others)} == {"body"}
    assert made == [1]
