"""Tokens: made by their person alone, shown once, refused once revoked, ended, guessed or out of scope."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.accounts.acting import actor_for
from jiannuo.web.accounts.models import Person
from jiannuo.web.api import operations, tokens
from jiannuo.web.api.actions import CreateToken
from jiannuo.web.api.models import Token
from jiannuo.web.api.scopes import limits
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry

from ..conftest import World
from .conftest import Give, Program, token_of


def form(**changes: Any) -> dict[str, Any]:
    day = (clock.today() + timedelta(days=10)).isoformat()
    return {"purpose": "数据交换", "scopes": ["tasks:read"], "expires": day} | changes


def test_a_secret_is_shown_once_and_never_kept(world: World) -> None:
    client = world.client("head.housing")
    page = client.post(reverse("token_list"), form())
    found = re.search(r"jn_[\w-]{43}", page.text)
    assert found
    assert Program(found[0]).get("/tasks").status_code == 200
    assert found[0] not in client.get(reverse("token_list")).text
    row = Token.objects.get()
    assert found[0] not in str(vars(row))
    assert found[0] not in LogEntry.objects.get(action="token.create").data
    assert row.used is not None


def test_a_form_sent_twice_makes_one_token(world: World) -> None:
    client = world.client("head.housing")
    for _ in range(2):
        client.post(reverse("token_list"), form(request_key="once"))
    assert Token.objects.count() == 1
    assert "密文只显示一次" in client.get(reverse("token_list")).text


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"purpose": ""}, 422, "请填写此项"),
        ({"scopes": []}, 422, "请至少选一个范围"),
        ({"scopes": ["everything"]}, 422, "everything"),
        ({"expires": "soon"}, 422, "应为日期"),
        ({"expires": "2001-01-01"}, 409, "到期日 2001-01-01 已过"),
    ],
)
def test_a_wrong_form_is_told_and_kept(world: World, changes: dict[str, Any], status: int, said: str) -> None:
    response = world.client("head.housing").post(reverse("token_list"), form(**changes))
    assert response.status_code == status
    assert said in response.text
    if "purpose" not in changes:
        assert "数据交换" in response.text
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Basic x", "Bearer jn_", "Bearer \0", "Bearer jn_" + "é" * 40]
)
def test_without_a_token_nothing_is_told(world: World, given: str) -> None:
    response = Client().get("/api/v1/tasks", headers={"Authorization": given} if given else {})
    assert response.status_code == 401
    assert response.json()["error"] == "unauthenticated"
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_guess_at_the_rest_of_a_secret_fails(world: World, give: Give) -> None:
    program = give("head.housing")
    lead = tokens.prefix(program.secret)
    guesses = [lead, lead + "A" * 35, program.secret[:-1], program.secret + "A", program.secret.swapcase()]
    assert {Program(guess).get("/tasks").status_code for guess in guesses} == {401}


def test_a_log_in_is_no_token(world: World) -> None:
    assert world.client("office.city").get("/api/v1/tasks").status_code == 401


def test_a_token_that_ended_was_revoked_or_whose_person_left(world: World, give: Give, moment: Any) -> None:
    moment(2026, 3, 10)
    ended, revoked, left = (give(who) for who in ("head.housing", "head.trade", "reporter.housing"))
    assert [program.get("/tasks").status_code for program in (ended, revoked, left)] == [200, 200, 200]
    page = reverse("token_list")
    world.client("head.trade").post(page, {"revoke": token_of(revoked).pk})
    assert revoked.get("/tasks").status_code == 401
    Person.objects.filter(username="reporter.housing").update(is_active=False)
    assert left.get("/tasks").status_code == 401
    moment(2026, 5, 1)
    assert ended.get("/tasks").status_code == 401


def test_a_person_that_lost_the_role_lost_it_for_the_token_too(world: World, give: Give) -> None:
    program = give("head.housing")
    world.people["head.housing"].memberships.all().delete()
    response = program.get("/tasks")
    assert response.status_code == 403
    assert response.json()["error"] == "not_allowed"


def test_a_scope_that_was_not_given(world: World, give: Give) -> None:
    program = give("head.housing", "orders:read")
    response = program.get("/tasks")
    assert response.status_code == 403
    assert response.json()["error"] == "scope_lacking"
    assert "tasks:read" in response.json()["message"]
    assert program.get("/orders").status_code == 200


def test_another_persons_token_cannot_be_revoked(world: World, give: Give) -> None:
    program = give("head.housing")
    told = world.client("head.trade").post(reverse("token_list"), {"revoke": token_of(program).pk}, follow=True)
    assert "没有这个令牌" in told.text
    assert program.get("/tasks").status_code == 200
    for wrong in ("x", "", "9" * 40):
        assert world.client("head.trade").post(reverse("token_list"), {"revoke": wrong}).status_code == 302


def test_a_token_makes_no_tokens(world: World, give: Give) -> None:
    actor = actor_for(world.people["head.housing"], via="api", scopes=frozenset({"tasks:read"}))
    action = CreateToken("更多", ("tasks:read",), clock.today() + timedelta(days=9), tokens.new_secret())
    with pytest.raises(RefusedError) as refused:
        perform(action, actor)
    assert refused.value.code == "token_by_person"


def test_so_many_tokens_and_no_more(world: World, give: Give) -> None:
    for _ in range(limits().tokens_most):
        give("head.housing")
    with pytest.raises(RefusedError) as refused:
        give("head.housing")
    assert refused.value.code == "token_most"


def test_a_token_may_ask_so_often_a_minute(
    world: World, give: Give, moment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment(2026, 3, 10)
    most = type("Few", (), {"requests_per_minute": 3})()
    monkeypatch.setattr(operations, "limits", lambda: most)
    first, other = give("head.housing"), give("head.trade")
    assert [first.get("/tasks").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = first.get("/orders")  # whatever the operation
    assert refused.status_code == 429
    assert refused.json()["error"] == "too_many"
    assert 0 < int(refused["Retry-After"]) <= 60
    assert other.get("/tasks").status_code == 200
    moment(2026, 3, 10, 10)
    assert first.get("/tasks").status_code == 200
