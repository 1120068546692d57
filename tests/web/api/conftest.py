"""Tokens of the small government's people, and a program that uses them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jiannuo.web import clock
from jiannuo.web.api import tokens
from jiannuo.web.api.actions import CreateToken
from jiannuo.web.api.models import Token
from jiannuo.web.api.operations import Throttle
from jiannuo.web.api.scopes import scopes
from jiannuo.web.audit.action import perform

from ..conftest import World

_numbers = itertools.count()


class Program:
    """A program with a token: ``get``, ``put``, ``post`` of addresses below ``/api/v1``."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The response."""
        more: dict[str, Any] = {} if body is None else {"data": body, "content_type": "application/json"}
        headers = {"Authorization": f"Bearer {self.secret}"} | headers
        return getattr(Client(), method)(f"/api/v1{path}", headers=headers, **more)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("get", path, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("put", path, body, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("post", path, body, **headers)


Give = Callable[..., Program]


@pytest.fixture(autouse=True)
def uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No request counted yet: the numbers of tokens come again from test to test."""
    monkeypatch.setattr(Throttle, "_minute", -1)


@pytest.fixture
def give(world: World) -> Give:
    """``give("head.housing", "tasks:read")``: a program with a token of that person; all scopes if none is named."""

    def made(username: str, *wanted: str) -> Program:
        secret = tokens.new_secret()
        days = clock.today() + timedelta(days=30)
        perform(CreateToken(f"程序{next(_numbers)}", wanted or tuple(scopes()), days, secret), world.actor(username))
        return Program(secret)

    return made


def token_of(program: Program) -> Token:
    """The row of its token."""
    return Token.objects.get(digest=tokens.digest(program.secret))
