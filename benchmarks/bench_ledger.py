"""How long the ledger's pages take under load, beside a bare Django view with one indexed query on the same server.

    bench_ledger.py [--requests 200] [--rounds 3] [--write]

A database of 2,000 tasks a year, 300 units and 5 years of monthly returns; 20 users at once ask for the overview, the
list (each with another filter or page) and task pages (each another task), rounds interleaved with the bare view.
Twice a second somebody hands in a return and remarks on a task, so that no page can live on what was made before alone.
The median of the rounds' p95 counts.  Then a bulletin of 2,000 tasks: draft, freezing, page, Word, Excel.
DATABASE_URL may name a PostgreSQL; SQLite otherwise.  Prints Markdown tables, --write puts them into the
READMEs.  Exits 1 above the bars of bars.toml.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bars import bars
from blocks import replace_block

USERS = 20
HERE = Path(__file__).parent
FILTERS = ("", "rating=behind", "light=red", "sort=steps", "page=2", "page=7", "rating=on_pace&page=3", "q=住房")


def prepare() -> tuple[str, list[int]]:
    """Fill the database; the session of a leader, and the tasks of the last year."""
    import django

    django.setup()
    from django.core.management import call_command

    import ledger_data
    from jiannuo.web.accounts.models import Person
    from jiannuo.web.tasks.models import Task

    call_command("migrate", verbosity=0)
    print(f"filling: {ledger_data.fill()}", file=sys.stderr)
    leader = Person.objects.get(username="leader")
    return session_of(leader), list(Task.objects.filter(ledger__year=2026).values_list("pk", flat=True))


def session_of(person: object) -> str:
    """The cookie of a session that is logged in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()  # type: ignore[attr-defined]
    session.save()
    return str(session.session_key)


@contextmanager
def serving() -> Iterator[int]:
    """The server in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, str(HERE / "bench_ledger_server.py"), str(port)])
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait()


def p95(port: int, session: str, addresses: Callable[[random.Random], str], requests: int) -> float:
    """Seconds within which 95 of 100 requests of USERS users at once are answered; each waits for its answer."""
    taken: list[float] = []
    troubles: list[str] = []

    def user(seed: int) -> None:
        chance = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(requests // USERS):
            address = addresses(chance)
            start = time.perf_counter()
            connection.request("GET", address, headers={"Cookie": f"sessionid={session}"})
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - start)
            if answer.status != 200:
                troubles.append(f"{address}: {answer.status}")
        connection.close()

    users = [threading.Thread(target=user, args=(seed,)) for seed in range(USERS)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    if troubles:
        raise SystemExit(f"bench_ledger: {troubles[0]}")
    return statistics.quantiles(taken, n=20)[-1]


@contextmanager
def changing(every: float) -> Iterator[None]:
    """Meanwhile, every so many seconds, somebody hands in a return that is owed and somebody remarks on a task.

    The return changes the overview's figures, both move the log.  Two returns a second are the busiest hours before
    a deadline: 2,000 of them in a quarter of an hour.
    """
    stop = threading.Event()
    troubles: list[Exception] = []

    def work() -> None:
        from django.db import connection

        try:
            while not stop.wait(every):
                _change()
        except Exception as error:
            troubles.append(error)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if troubles:
        raise SystemExit(f"bench_ledger: the ledger could not be changed: {troubles[0]!r}")


def _change() -> None:
    from jiannuo.ledger.month import Month
    from jiannuo.ledger.status import Role
    from jiannuo.web.access.actor import Actor, Grant
    from jiannuo.web.accounts.acting import actor_for
    from jiannuo.web.accounts.models import Person
    from jiannuo.web.audit.action import perform
    from jiannuo.web.progress.actions.filling import SaveReturn, SubmitReturn
    from jiannuo.web.progress.content import Content
    from jiannuo.web.tasks.actions.drafting import AddRemark
    from jiannuo.web.tasks.models import Task

    month = Month(2026, 9)
    owing = Task.objects.filter(ledger__year=2026).exclude(returns__month=str(month)).select_related("lead")
    task = owing.order_by("number").first()
    assert task is not None
    assert task.lead is not None
    reporter = Person.objects.get(username="reporter")
    actor = Actor(name=reporter.name, user_id=reporter.pk, grants=(Grant(Role.REPORTER, task.lead.path),))
    content = Content(value=task.target, text="按计划推进。")
    saved = perform(SaveReturn(task.pk, month, 0, content), actor).result
    perform(SubmitReturn(saved.pk, saved.version), actor)
    perform(AddRemark(task.pk, "请按月调度"), actor_for(Person.objects.get(username="office")))


def pages(tasks: list[int]) -> dict[str, Callable[[random.Random], str]]:
    """What each page's users ask for."""
    from urllib.parse import quote

    return {
        "overview": lambda _chance: "/",
        "list": lambda chance: "/tasks?" + quote(chance.choice(FILTERS), safe="=&"),
        "task": lambda chance: f"/tasks/{chance.choice(tasks)}",
    }


def bulletin_seconds(session: str) -> tuple[float, float]:
    """Seconds to rate a month of 2,000 tasks, and for its bulletin from draft to page, Word and Excel."""
    from django.conf import settings
    from django.test import Client

    from jiannuo.ledger.month import Month
    from jiannuo.web.accounts.acting import actor_for
    from jiannuo.web.accounts.models import Person
    from jiannuo.web.audit.action import perform
    from jiannuo.web.bulletins.actions import CreateBulletin, FreezeBulletin
    from jiannuo.web.bulletins.outputs import BulletinDocument
    from jiannuo.web.progress.actions.rating import rate_month
    from jiannuo.web.tasks.models import Ledger

    office = actor_for(Person.objects.get(username="office"))
    ledger = Ledger.objects.get(year=2026)
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.cookies["sessionid"] = session
    start = time.perf_counter()
    rate_month(ledger, Month(2026, 9))
    rated = time.perf_counter()
    draft = perform(CreateBulletin(ledger.pk, Month(2026, 9)), office).result
    frozen = perform(FreezeBulletin(draft.pk, draft.version), office).result
    for kind in ("docx", "xlsx"):
        BulletinDocument(frozen, kind).content()
    if client.get(f"/bulletins/{frozen.pk}").status_code != 200:
        raise SystemExit("bench_ledger: the bulletin's page was not to be had")
    return rated - start, time.perf_counter() - rated


def measure(session: str, tasks: list[int], requests: int, rounds: int) -> list[tuple[str, float, float, float]]:
    """(what, milliseconds, times the bare view, bar) of each page."""
    bar = bars("ledger")["times"]
    found: dict[str, list[float]] = {}
    with serving() as port:
        bare = lambda chance: f"/bare/{chance.choice(tasks)}"  # noqa: E731
        p95(port, session, bare, 100)  # let the server warm up
        for _ in range(rounds):
            for name, addresses in (("bare", bare), *pages(tasks).items()):
                with changing(0.5):
                    found.setdefault(name, []).append(p95(port, session, addresses, requests))
    middle = {name: statistics.median(times) for name, times in found.items()}
    return [(name, 1000 * value, value / middle["bare"], bar) for name, value in middle.items()]


def printed(rows: list[tuple[str, float, float, float]], rating: float, seconds: float) -> str:
    """The figures as Markdown."""
    lines = [f"| page, {USERS} users at once | p95, ms | × bare view | bar |", "|---|---:|---:|---:|"]
    for name, value, times, bar in rows:
        lines.append(f"| {name} | {value:.0f} | {times:.1f} | {'' if name == 'bare' else f'{bar:g}'} |")
    lines += ["", "| 2,000 tasks | seconds | bar |", "|---|---:|---:|", f"| rating a month | {rating:.1f} | |"]
    lines.append(f"| bulletin: draft, freezing, page, Word, Excel | {seconds:.1f} | {bars('ledger')['bulletin_s']:g} |")
    return "\n".join(lines)


def main() -> int:
    """Measure, print, write, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiannuo-bench-") as folder:
        os.environ["JIANNUO_DATA"] = folder
        os.environ.setdefault(
            "JIANNUO_SECRET_KEY", "for the benchmark only; long enough that nobody is warned of it 01"
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "jiannuo.web.settings"
        os.environ["JIANNUO_ORIGIN"] = "http://127.0.0.1"
        session, tasks = prepare()
        rows = measure(session, tasks, arguments.requests, arguments.rounds)
        rating, seconds = bulletin_seconds(session)
    table = printed(rows, rating, seconds)
    print(f"\n{table}")
    if arguments.write:
        from django.db import connection

        about = f"{date.today()}, {connection.vendor}, {os.cpu_count()} CPU, `make bench`"
        for name in ("README.md", "README.zh-CN.md"):
            replace_block(HERE.parent / name, "ledger-bench", f"{table}\n\n{about}")
    failed = [name for name, _value, times, bar in rows if times > bar]
    failed += ["bulletin"] if seconds > bars("ledger")["bulletin_s"] else []
    for name in failed:
        print(f"bench_ledger: {name} is above its bar", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
