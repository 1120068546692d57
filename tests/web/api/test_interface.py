"""The interface: each operation declares right and scope, keeps to positions, answers in JSON, acts once for a key."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiannuo.ledger.month import Month
from jiannuo.web import clock
from jiannuo.web.access.matrix import matrix
from jiannuo.web.accounts.models import Person
from jiannuo.web.api import interface
from jiannuo.web.api.operations import OPERATIONS
from jiannuo.web.api.scopes import limits, scopes
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.orders.actions import IssueOrder
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Task

from ..conftest import World
from .conftest import Give


@pytest.fixture
def task(world: World, moment: Any) -> Task:
    """A task of the housing bureau in March, whose round is open."""
    moment(2026, 3, 20)
    ledger = world.ledger()
    task = world.task(ledger)
    open_month(ledger, Month(2026, 3))
    return task


def test_every_operation_declares_a_right_and_a_scope() -> None:
    registered = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in interface.schema()["paths"].items()
        for method in methods
    }
    assert {(one.method, one.path) for one in OPERATIONS} == registered
    for one in OPERATIONS:
        assert one.right in matrix()
        assert one.scope in scopes()
        assert one.scope.endswith(":read") is (one.method == "GET")
    assert {one.scope for one in OPERATIONS} == set(scopes())


def test_every_address_of_the_interface_checks_itself() -> None:
    for pattern in interface.addresses():
        assert pattern.callback.checks_itself


@pytest.mark.parametrize("one", [one for one in OPERATIONS if one.method == "GET" and "{" not in one.path])
def test_every_list_opens_to_whoever_has_the_right(world: World, task: Task, give: Give, one: Any) -> None:
    for username in ("office.city", "head.housing", "auditor.city", "administrator.city"):
        actor = world.actor(username)
        assert give(username).get(one.path).status_code == (200 if actor.may(one.right) else 403)


def test_tasks_are_those_of_the_page(world: World, task: Task, give: Give) -> None:
    other = world.task(task.ledger, "招商引资", lead="trade", area="开放")
    assert [row["id"] for row in give("office.city").get("/tasks").json()["items"]] == [task.pk, other.pk]
    assert [row["id"] for row in give("head.trade").get("/tasks").json()["items"]] == [other.pk]
    found = give("office.city").get("/tasks?area=开放&order=-number&state=issued&unit=市商务局").json()
    assert found["total"] == 1
    owing = give("office.city").get(f"/tasks?owing=1&ledger={task.ledger_id}").json()
    assert owing["total"] == 2
    whole = give("head.housing").get(f"/tasks/{task.pk}").json()
    assert (whole["target"], whole["duties"]) == ("5000", [{"unit": "housing", "duty": "lead"}])


def test_what_one_may_not_see_is_not_there(world: World, task: Task, give: Give) -> None:
    foreign = give("head.trade")
    seen = give("head.housing").get("/tasks/999999")
    for path in (f"/tasks/{task.pk}", f"/tasks/{task.pk}/history", f"/tasks/{task.pk}/ratings"):
        response = foreign.get(path)
        assert response.status_code == 404
        assert response.json() == seen.json()
    assert foreign.put(f"/tasks/{task.pk}/returns/2026-03", {"value": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/tasks?page=0", "query.page"),
        ("/tasks?size=9999", "query.size"),
        ("/tasks?rating=bad", "query.rating"),
        ("/tasks?order=secret", "query.order"),
        ("/tasks/x", "path.pk"),
        ("/tasks/99999999999999999999999", "path.pk"),
        ("/returns?month=2026-13", "query.month"),
    ],
)
def test_what_is_sent_wrongly_is_named(task: Task, give: Give, path: str, where: str) -> None:
    response = give("office.city").get(path)
    assert response.status_code == 422
    assert response.json()["error"] == "invalid"
    assert any(where in place["where"] for place in response.json()["places"])


def test_a_return_from_draft_to_approval(world: World, task: Task, give: Give) -> None:
    reporter, head, office = give("reporter.housing"), give("head.housing"), give("office.city")
    address = f"/tasks/{task.pk}/returns/2026-03"
    draft = reporter.put(address, {"value": "1,300.5", "text": "开工三处"})
    assert draft.status_code == 200
    assert (draft.json()["state"], draft.json()["value"], draft.json()["origin"]) == ("draft", "1300.5", "api")
    stale = reporter.put(address, {"value": "1"})
    assert (stale.status_code, stale.json()["error"]) == (409, "edited_meanwhile")
    sent = reporter.put(address, {"value": "1301", "version": draft.json()["version"], "submit": True}).json()
    assert sent["state"] == "submitted"
    step = f"/returns/{sent['id']}"
    assert reporter.post(f"{step}/sign", {"version": sent["version"]}).status_code == 403
    signed = head.post(f"{step}/sign", {"version": sent["version"]}).json()
    assert signed["state"] == "signed"
    assert head.post(f"{step}/approve", {"version": signed["version"]}).status_code == 403
    back = office.post(f"{step}/send-back", {"version": signed["version"]})
    assert (back.status_code, back.json()["error"]) == (409, "reason_missing")
    approved = office.post(f"{step}/approve", {"version": signed["version"]}).json()
    assert approved["state"] == "approved"
    task.refresh_from_db()
    assert (task.rating, task.rated_month) != ("", "")
    assert task.last_value == Decimal(str(approved["value"]))
    assert office.post(f"{step}/approve", {"version": approved["version"]}).status_code == 409
    assert [row["id"] for row in head.get("/returns?month=2026-03&state=approved").json()["items"]] == [sent["id"]]
    assert set(LogEntry.objects.filter(via="api").values_list("action", flat=True)) >= {
        "return.save",
        "return.submit",
        "return.sign",
        "return.approve",
    }
    undone = office.post(f"{step}/send-back", {"version": approved["version"], "review": "数字不实"}).json()
    assert undone["state"] == "returned"
    task.refresh_from_db()
    assert task.last_value is None, "a rating must not outlive the return that it came from"


def test_characters_that_no_database_takes(world: World, task: Task, give: Give) -> None:
    """Half a surrogate pair in every text of a body: taken, or refused in a sentence."""
    half = "\\ud800"
    reporter = give("reporter.housing")
    for field in ("value", "text", "problems"):
        body = f'{{"{field}": "1{half}"}}'
        assert reporter.put(f"/tasks/{task.pk}/returns/2026-03", body).status_code in (200, 409, 422)
    for field in ("code", "month", "value", "entity", "indicator", "unit"):
        row = {"month": "2026-01", "value": "1", "code": "x"} | {field: "HALF"}
        body = f'{{"rows": [{json.dumps(row)}], "source": "a{half}"}}'.replace("HALF", half)
        assert reporter.post("/watch/values", body).status_code in (200, 422)


def test_the_same_key_is_carried_out_once(world: World, task: Task, give: Give) -> None:
    reporter, head = give("reporter.housing"), give("head.housing")
    address = f"/tasks/{task.pk}/returns/2026-03"
    body = {"value": "7", "submit": True}
    first = reporter.put(address, body, **{"Idempotency-Key": "send-1"})
    again = reporter.put(address, body, **{"Idempotency-Key": "send-1"})
    assert first.json() == again.json()
    assert first.json()["state"] == "submitted"
    assert LogEntry.objects.filter(action="return.save").count() == 1
    # another person's same key is another request
    assert head.put(address, body, **{"Idempotency-Key": "send-1"}).status_code == 409
    assert reporter.put(address, body, **{"Idempotency-Key": "k" * (limits().key_most + 1)}).status_code == 422


def test_a_submission_that_is_refused_saves_nothing(world: World, task: Task, give: Give) -> None:
    response = give("reporter.housing").put(f"/tasks/{task.pk}/returns/2026-03", {"text": "无数", "submit": True})
    assert (response.status_code, response.json()["error"]) == (409, "value_missing")
    assert not Return.objects.exists()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"value": "约300"}, "number"),
        ({"steps": {"99": "2026-03-01"}}, "step_unknown"),
        ({"unknown": 1}, "invalid"),
        ({"value": "1", "version": -1}, "invalid"),
        ({"text": "\ud800"}, "invalid"),
        ([], "invalid"),
    ],
)
def test_a_return_that_cannot_be_read(world: World, task: Task, give: Give, body: Any, error: str) -> None:
    response = give("reporter.housing").put(f"/tasks/{task.pk}/returns/2026-03", body)
    assert response.status_code == 422
    assert error in response.json()["error"]


def test_a_body_that_is_no_json_or_too_large(world: World, task: Task, give: Give) -> None:
    program = give("reporter.housing")
    headers = {"Authorization": f"Bearer {program.secret}"}
    for raw in (b"{", b"\xff\xfe", b'{"value": NaN', b"[" * 5000):
        response = Client().put(
            f"/api/v1/tasks/{task.pk}/returns/2026-03", raw, content_type="application/json", headers=headers
        )
        assert response.status_code in (400, 422), raw[:20]
        assert response.json()["error"] in ("bad_request", "invalid")
    large = b'"' + b"x" * limits().body_bytes + b'"'
    response = Client().put(
        f"/api/v1/tasks/{task.pk}/returns/2026-03", large, content_type="application/json", headers=headers
    )
    assert (response.status_code, response.json()["error"]) == (413, "too_large")


def test_an_order_is_answered(world: World, task: Task, give: Give) -> None:
    action = IssueOrder(world.units["housing"].pk, "加快开工", "请说明原因", task_id=task.pk)
    order = perform(action, world.actor("office.city")).result
    head = give("head.housing")
    assert give("head.trade").get(f"/orders/{order.pk}").status_code == 404
    assert give("head.trade").post(f"/orders/{order.pk}/answer", {"version": 1, "text": "x"}).status_code == 404
    assert head.post(f"/orders/{order.pk}/answer", {"version": 99, "text": "迟"}).status_code == 409
    answered = head.post(f"/orders/{order.pk}/answer", {"version": order.version, "text": "已开工"})
    assert (answered.status_code, answered.json()["state"]) == (200, "answered")
    events = head.get(f"/orders/{order.pk}").json()["events"]
    assert events[-1]["text"] == "已开工"


def test_values_are_taken_in_and_wrong_rows_come_back(world: World, give: Give) -> None:
    program = give("reporter.housing")
    response = program.post("/watch/values", {"rows": [{"month": "2026-03", "value": "61", "code": "no-such"}]})
    assert response.status_code == 200
    assert response.json()["new"] == 0
    assert response.json()["failed"][0]["row"] == 1
    assert response.json()["failed"][0]["message"]


def test_only_frozen_bulletins(world: World, task: Task, give: Give) -> None:
    Bulletin.objects.create(ledger=task.ledger, month="2026-03", title="草稿", created=clock.now())
    frozen = Bulletin.objects.create(
        ledger=task.ledger,
        month="2026-02",
        title="第1期",
        number=1,
        state="frozen",
        frozen=clock.now(),
        created=clock.now(),
        snapshot='{"rows": []}',
        digest="0" * 64,
    )
    program = give("head.housing")
    assert [row["id"] for row in program.get("/bulletins").json()["items"]] == [frozen.pk]
    assert program.get(f"/bulletins/{frozen.pk}").json()["snapshot"] == {"rows": []}


def test_what_is_no_operation_is_told_in_json(world: World, give: Give) -> None:
    program = give("head.housing")
    assert program.get("/nothing").json()["error"] == "not_found"
    response = program.post("/tasks", {})
    assert (response.status_code, response.json()["error"], response["Allow"]) == (405, "method", "GET")


def test_messages_come_in_the_persons_language(world: World, task: Task, give: Give) -> None:
    Person.objects.filter(username="head.housing").update(language="en")
    program = give("head.housing", "orders:read")
    assert program.get("/tasks").json()["message"].startswith("the token lacks")
    assert "令牌" in give("head.trade", "orders:read").get("/tasks").json()["message"]


def test_the_schema_and_its_page(world: World, give: Give) -> None:
    assert Client().get(reverse("api_schema")).status_code == 401
    program = give("head.housing", "orders:read")
    document = program.get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert world.client("head.housing").get(reverse("api_schema")).json() == document
    page = world.client("head.housing").get(reverse("api_docs")).text
    for one in OPERATIONS:
        assert f"/api/v1{one.path}" in page
        assert one.scope in page
    assert Client().get(reverse("api_docs")).status_code == 302


def test_the_number_of_queries_does_not_grow(
    world: World, task: Task, give: Give, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    program = give("office.city")
    program.get("/tasks")
    with django_assert_max_num_queries(12) as first:
        program.get("/tasks")
    for _ in range(30):
        world.task(task.ledger)
    with django_assert_num_queries(len(first.captured_queries)):
        assert program.get("/tasks").json()["total"] == 31
