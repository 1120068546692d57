"""An order of the city's office to the housing bureau, about a task, in a ledger's year."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from jiannuo.web.audit.action import perform
from jiannuo.web.orders.actions import IssueOrder
from jiannuo.web.orders.models import Order

from ..conftest import Turn, World


class Desk:
    """Issues orders and moves them on, as who has the role for it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def issue(self, unit: str = "housing", by: str = "office.city", **more: Any) -> Order:
        """A new order."""
        values = {"title": "加快保障性住房建设", "text": "请说明进度滞后的原因，提出赶上进度的措施。"} | more
        action = IssueOrder(unit_id=self.world.units[unit].pk, **values)
        return perform(action, self.world.actor(by)).result

    def do(self, action: Any, by: str) -> Order:
        """Carry out *action*."""
        done: Order = perform(action, self.world.actor(by)).result
        return done


@pytest.fixture
def desk(world: World, moment: Turn) -> Desk:
    """Monday, 2 March 2026, nine o'clock in London, five in the afternoon in Shanghai."""
    moment(2026, 3, 2)
    return Desk(world)


@pytest.fixture
def mailed(world: World) -> World:
    """Everybody has an e-mail address."""
    for username, person in world.people.items():
        person.email = f"{username}@yunting.example"
        person.save()
    return world


class Robot:
    """A group robot on this machine: keeps what it is sent, answers as it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        self.answer = b'{"errcode": 0, "errmsg": "ok"}'
        self.location = ""
        self.hangs = Event()
        self.hangs.set()
        robot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                robot.got.append((self.path, json.loads(body)))
                robot.hangs.wait(20)
                self.send_response(robot.status)
                if robot.location:
                    self.send_header("Location", robot.location)
                self.send_header("Content-Length", str(len(robot.answer)))
                self.end_headers()
                self.wfile.write(robot.answer)

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/robot/send?key=secret-key"


@pytest.fixture
def robot() -> Iterator[Robot]:
    """A robot that listens."""
    made = Robot()
    thread = Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.hangs.set()
    made.server.shutdown()
    thread.join()
    made.server.server_close()
