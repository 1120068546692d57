"""What was typed into a form is not lost where the log-in or the page had run out."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.web.accounts.resuming import told, unpacked

from ..conftest import PASSWORD, World

WORDS = "因<b>征地</b>未完成\n申请“暂缓”"


def hidden(html: str, last_form: str = "") -> list[tuple[str, str]]:
    """The hidden fields of the form behind *last_form*."""
    form = html[html.index(last_form) :]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return [(unescape(name), unescape(value)) for name, value in found]


def test_a_form_sent_after_the_session_ended_is_sent_again_after_the_log_in(world: World) -> None:
    task = world.task(world.ledger(state=LedgerState.DRAFTING), state=TaskState.PROPOSED)
    form = {"version": "1", "reason": WORDS, "request_key": "k1"}
    client = Client()
    answer = client.post(f"/tasks/{task.pk}/drop", form)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    assert "登录已过期" in html
    assert WORDS.replace("<", "&lt;").replace(">", "&gt;").split("\n")[0] in html
    fields = dict(hidden(html, 'name="request_key"'))
    wrong = client.post("/login", fields | {"username": "office.city", "password": "不对"}).content.decode()
    fields = dict(hidden(wrong, 'name="request_key"'))
    again = client.post("/login", fields | {"username": "office.city", "password": PASSWORD}).content.decode()
    assert f'action="/tasks/{task.pk}/drop"' in again
    sent = dict(hidden(again, f'action="/tasks/{task.pk}/drop"'))
    assert sent["reason"] == WORDS
    assert client.post(f"/tasks/{task.pk}/drop", sent).status_code == 302
    task.refresh_from_db()
    assert task.state == TaskState.DROPPED.value


def test_without_anything_typed_the_log_in_is_led_to(world: World) -> None:
    answer = Client().post("/account/sessions", {"password": "秘密", "request_key": "k"})
    assert answer.headers["Location"] == "/login?next=/account/sessions"


def test_passwords_are_carried_nowhere(world: World) -> None:
    form = {"old": "旧口令一二三", "new": "新口令一二三", "again": "新口令一二三", "note": "改 口令"}
    html = Client().post("/account/password", form).content.decode()
    assert "改 口令" in html
    assert "口令一二三" not in html


@pytest.mark.parametrize("onward", ["https://evil.example/x", "//evil.example", "javascript:alert(1)"])
def test_it_is_sent_to_us_alone(world: World, onward: str) -> None:
    form = {"username": "office.city", "password": PASSWORD, "next": onward, "resumed": '[["text", "甲 乙"]]'}
    html = Client().post("/login", form).content.decode()
    assert "evil" not in html
    assert "javascript" not in html.partition("<main")[2]


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '[["a"]]', '[["a", 1]]', "[" * 5000, '[["\\ud800", "b"]]'])
def test_nonsense_carries_nothing(text: str) -> None:
    assert told(unpacked(text)) == []


def test_a_page_that_ran_out_shows_what_was_typed(world: World) -> None:
    """Its token no longer fits; nothing offers to send it, since the form may be a stranger's."""
    task = world.task(world.ledger())
    client: Any = Client(enforce_csrf_checks=True)
    client.force_login(world.people["office.city"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/tasks/{task.pk}/remark", {"text": WORDS})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "征地" in html
    assert f"/tasks/{task.pk}/remark" not in html.partition("<main")[2]
