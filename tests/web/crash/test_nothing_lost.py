"""Fifty units return at once while the server is killed twenty times: what was acknowledged is there, once."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import requests

KILLS = 20
PATIENCE = 120.0  # seconds a client goes on sending
HERE = Path(__file__).parent


class Server:
    """``jiannuo serve`` in a process of its own, which can be killed and started anew on the same port."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "jiannuo", "serve", "--port", str(self.port), "--no-worker"]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                requests.get(f"{self.address}/login", timeout=5)
                return
            except requests.RequestException:
                assert self.process.poll() is None, "the server ended by itself"
                time.sleep(0.05)
        pytest.fail("the server does not answer")

    def kill(self) -> None:
        """As the power cut does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Client(threading.Thread):
    """A unit's browser: fills in its page and sends it again, the very same form, until it is acknowledged."""

    def __init__(self, server: Server, unit: dict[str, Any], month: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.server, self.unit, self.month = server, unit, month
        self.random = random.Random(seed)
        self.values = {task: str(self.random.randrange(1, 1000)) for task in unit["tasks"]}
        self.acknowledged = False
        self.sent = 0
        self.trouble = ""

    def run(self) -> None:
        """Until it is acknowledged, or patience ends."""
        until = time.monotonic() + PATIENCE
        time.sleep(self.random.random() * 20)
        page = self._until(until, self._get)
        if page is None:
            return
        cookies = {"sessionid": self.unit["session"], **page.cookies.get_dict()}
        form = self._filled(page.text)
        answer = self._until(until, lambda: self._post(form, cookies))
        if answer is not None:
            self.acknowledged = answer.status_code == 302
            if not self.acknowledged:
                shown = " ".join(lxml.html.fromstring(answer.text).text_content().split())
                self.trouble = f"{answer.status_code} {shown[:300]}"

    @property
    def address(self) -> str:
        return f"{self.server.address}/returns/{self.unit['unit']}/{self.month}"

    def _until(self, until: float, ask: Any) -> requests.Response | None:
        while time.monotonic() < until:
            try:
                answer: requests.Response = ask()
                if answer.status_code < 500:
                    return answer
            except requests.RequestException:
                pass
            time.sleep(0.05 + self.random.random() * 0.2)
        return None

    def _get(self) -> requests.Response:
        return requests.get(
            self.address, cookies={"sessionid": self.unit["session"]}, timeout=30, allow_redirects=False
        )

    def _filled(self, text: str) -> dict[str, Any]:
        page = lxml.html.fromstring(text)
        form = next(one for one in page.forms if one.get("id") == "desk")
        fields: dict[str, Any] = dict(form.form_values())
        for task, value in self.values.items():
            fields[f"value-{task}"] = value
            fields[f"text-{task}"] = f"截至本月完成{value}户"
        fields["chosen"] = [str(task) for task in self.values]
        fields["do"] = "submit_all"
        return fields

    def _post(self, form: dict[str, Any], cookies: dict[str, str]) -> requests.Response:
        self.sent += 1
        return requests.post(self.address, data=form, cookies=cookies, timeout=30, allow_redirects=False)


@contextmanager
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a server with a database of its own: SQLite, or the PostgreSQL that the tests run on."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment |= {
        "JIANNUO_DATA": str(tmp_path / "data"),
        "JIANNUO_SECRET_KEY": "a key for this test only, long enough that nobody needs to be warned of it 0123456789",
        "DJANGO_SETTINGS_MODULE": "jiannuo.web.settings",
    }
    (tmp_path / "data").mkdir()
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield environment
        return
    import psycopg

    name = f"crash_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            head, _, tail = given.rpartition("/")
            yield environment | {"DATABASE_URL": f"{head}/{name}{'?' + tail.partition('?')[2] if '?' in tail else ''}"}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(script: str, environment: dict[str, str]) -> Any:
    """What a script of this folder prints."""
    done = subprocess.run([sys.executable, str(HERE / script)], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


@pytest.mark.timeout(600)
def test_what_was_acknowledged_is_there_once(tmp_path: Path) -> None:
    with database(tmp_path) as environment:
        given = run("prepare.py", environment)
        server = Server(environment)
        server.start()
        clients = [Client(server, unit, given["month"], seed) for seed, unit in enumerate(given["units"])]
        for client in clients:
            client.start()
        chance = random.Random(7)
        for _ in range(KILLS):
            time.sleep(chance.random() * 0.8)
            server.kill()
            server.start()
        for client in clients:
            client.join(PATIENCE)
        server.kill()
        found = run("check.py", environment)
    assert [client.trouble for client in clients if client.trouble] == []
    assert all(client.acknowledged for client in clients), "a client was never answered"
    assert sum(client.sent for client in clients) > len(clients), "no kill hit a request: the test shows nothing"
    rows = {row["task"]: row for row in found["returns"]}
    assert len(rows) == len(found["returns"]) == sum(len(client.values) for client in clients)
    for client in clients:
        for task, value in client.values.items():
            row = rows[task]
            assert (row["value"], row["state"], row["saves"], row["submits"]) == (value, "submitted", 1, 1), row
    assert found["troubles"] == []
