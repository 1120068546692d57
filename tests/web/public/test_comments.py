"""Citizens' comments: sent, held, routed, declined, answered; throttled, trapped, escaped."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiannuo.ledger.status import CommentState
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.public.actions import working_days_after
from jiannuo.web.public.models import Comment, Sender
from jiannuo.web.public.receipts import normal
from jiannuo.web.public.shown import comment_rules
from jiannuo.web.tasks.models import Ledger

from .conftest import Opened

TYPED = {"called": "老街居民", "contact": "13000000000", "text": "路灯何时修好？"}


def send(opened: Opened, client: Client, **changes: str) -> Any:
    return client.post(reverse("public_comment", args=[opened.homes.pk]), TYPED | changes)


def receipt_in(page: str) -> str:
    found = re.search(r'class="receipt">([^<]+)<', page)
    assert found
    return found[1]


def test_a_comment_is_held_and_followed_by_its_code(opened: Opened, client: Client) -> None:
    response = send(opened, client)
    assert response.status_code == 200
    code = receipt_in(response.text)
    comment = Comment.objects.get()
    assert (comment.state, comment.text) == ("held", TYPED["text"])
    assert normal(code) not in comment.receipt  # the hash alone is kept
    assert TYPED["text"] not in client.get(reverse("public_task", args=[opened.homes.pk])).text
    page = client.get(reverse("public_receipt", args=[code.lower()]))
    assert page.status_code == 200
    assert "待审" in page.text
    assert TYPED["contact"] not in page.text
    asked = client.get(reverse("public_ask"), {"code": code})
    assert asked["Location"] == reverse("public_receipt", args=[code])


@pytest.mark.parametrize("code", ["AAAAA-AAAAA-AAAAA-AAAAA", "x", "1" * 200, "%27%20or%201=1", "☃"])
def test_a_guessed_code_finds_nothing(opened: Opened, client: Client, code: str) -> None:
    send(opened, client)
    assert client.get(reverse("public_receipt", args=[code])).status_code == 404


def test_a_code_that_cannot_be_one_is_told_so(opened: Opened, client: Client) -> None:
    response = client.get(reverse("public_ask"), {"code": "<b>abc"})
    assert response.status_code == 422
    assert "&lt;b&gt;abc" in response.text


def test_the_same_form_twice_is_one_comment_with_one_code(opened: Opened, client: Client) -> None:
    first, second = (send(opened, client, request_key="k" * 24) for _ in range(2))
    assert Comment.objects.count() == 1
    assert receipt_in(first.text) == receipt_in(second.text)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "请填写“留言”"),
        ({"text": "长" * 2001}, "“留言”不超过 2000 个字符"),
        ({"called": "称" * 41}, "“称呼”不超过 40 个字符"),
        ({"website": "http://spam"}, "请不要填写隐藏的栏目"),
    ],
)
def test_what_cannot_be_sent_is_kept_in_the_form(
    opened: Opened, client: Client, changes: dict[str, str], said: str
) -> None:
    response = send(opened, client, **changes)
    assert response.status_code == 422
    assert said in response.text
    assert TYPED["contact"] in response.text
    assert not Comment.objects.exists()


def test_an_address_may_send_so_many_an_hour(opened: Opened, client: Client, moment: Any) -> None:
    most = comment_rules().per_hour
    assert [send(opened, client).status_code for _ in range(most)] == [200] * most
    refused = send(opened, client)
    assert refused.status_code == 429
    assert TYPED["text"] in refused.text
    assert Comment.objects.count() == most
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert send(opened, elsewhere).status_code == 200
    assert all("127" not in sender.digest[:3] and len(sender.digest) == 64 for sender in Sender.objects.all())
    moment(2025, 3, 10, 11)
    assert send(opened, client).status_code == 200
    moment(2025, 3, 14)
    send(opened, client)
    assert Sender.objects.count() == 1  # older ones are forgotten


def test_of_one_household_addresses_count_as_one(opened: Opened) -> None:
    clients = [Client(REMOTE_ADDR=f"2001:db8:1:2::{last}") for last in range(comment_rules().per_hour + 1)]
    assert send(opened, clients[0]).status_code == 200
    assert [send(opened, client).status_code for client in clients[1:]][-1] == 429


def test_a_form_without_its_token_is_refused(opened: Opened) -> None:
    assert send(opened, Client(enforce_csrf_checks=True)).status_code == 403
    assert not Comment.objects.exists()


def test_no_comment_on_a_ledger_that_is_not_public(opened: Opened, client: Client) -> None:
    Ledger.objects.update(public=False)
    assert send(opened, client).status_code == 404


def test_the_log_keeps_nothing_of_the_person(opened: Opened, client: Client) -> None:
    send(opened, client)
    entry = LogEntry.objects.get(action="comment.send")
    for word in TYPED.values():
        assert word not in entry.data
    assert entry.person_id is None


def test_from_moderation_to_the_answer(opened: Opened, client: Client, moment: Any) -> None:
    code = receipt_in(send(opened, client).text)
    pk, world = Comment.objects.get().pk, opened.world
    office, unit = world.client("office.city"), world.client("reporter.housing")
    assert unit.get(reverse("comment", args=[pk])).status_code == 404  # not routed yet
    assert TYPED["contact"] in office.get(reverse("comment", args=[pk])).text
    assert office.post(reverse("comment_route", args=[pk])).status_code == 302
    comment = Comment.objects.get()
    assert (comment.state, comment.unit, comment.due) == ("routed", world.units["housing"], date(2025, 3, 17))
    assert unit.get(reverse("comment", args=[pk])).status_code == 200
    moment(2025, 3, 19)
    assert "逾期 2 天" in office.get(reverse("comment_list"), {"state": "overdue"}).text
    empty = unit.post(reverse("comment_answer", args=[pk]), {"answer": " "})
    assert empty.status_code == 422
    assert unit.post(reverse("comment_answer", args=[pk]), {"answer": "已于<b>本周</b>修好"}).status_code == 302
    page = client.get(reverse("public_task", args=[opened.homes.pk])).text
    assert TYPED["text"] in page
    assert "已于&lt;b&gt;本周&lt;/b&gt;修好" in page
    assert TYPED["contact"] not in page
    assert "已答复" in client.get(reverse("public_receipt", args=[code])).text
    again = unit.post(reverse("comment_answer", args=[pk]), {"answer": "再答"})
    assert again.status_code == 409
    assert "再答" in again.text
    assert "现为“已答复”，不能答复" in again.text
    assert Comment.objects.get().answer == "已于<b>本周</b>修好"


def test_a_declined_comment_is_not_shown_and_its_sender_is_told_why(opened: Opened, client: Client) -> None:
    code = receipt_in(send(opened, client).text)
    pk, office = Comment.objects.get().pk, opened.world.client("office.city")
    assert office.post(reverse("comment_decline", args=[pk]), {"reason": ""}).status_code == 422
    assert office.post(reverse("comment_decline", args=[pk]), {"reason": "含他人电话"}).status_code == 302
    assert Comment.objects.get().state == CommentState.DECLINED.value
    assert "含他人电话" in client.get(reverse("public_receipt", args=[code])).text
    assert TYPED["text"] not in client.get(reverse("public_task", args=[opened.homes.pk])).text


@pytest.mark.parametrize(
    ("who", "shown", "moderates", "answers"),
    [
        ("office.city", 200, 302, 403),
        ("leader.city", 200, 403, 403),
        ("auditor.city", 200, 403, 403),
        ("administrator.city", 403, 403, 403),
        ("head.housing", 200, 403, 302),
        ("reporter.trade", 404, 403, 404),
        ("office.shilian", 404, 404, 403),
        ("", 302, 302, 302),
    ],
)
def test_who_may_what(opened: Opened, client: Client, who: str, shown: int, moderates: int, answers: int) -> None:
    send(opened, client)
    pk = Comment.objects.get().pk
    opened.world.client("office.city").post(reverse("comment_route", args=[pk]))
    browser = opened.world.client(who)
    assert browser.get(reverse("comment", args=[pk])).status_code == shown
    listed = browser.get(reverse("comment_list"))
    assert (TYPED["text"] in listed.text) is (shown == 200)
    answered = browser.post(reverse("comment_answer", args=[pk]), {"answer": "答复"})
    moderated = browser.post(reverse("comment_decline", args=[pk]), {"reason": "理由"})
    if who:
        assert (moderated.status_code, answered.status_code) == (moderates, answers)
    else:
        assert 'action="/login"' in moderated.text
        assert Comment.objects.get().state == "routed"


def test_publishing_is_the_offices(opened: Opened) -> None:
    Ledger.objects.update(public=False)
    address, page = reverse("publish", args=[opened.ledger.pk]), reverse("publishing")
    for who in ("head.housing", "leader.city", "administrator.city"):
        assert opened.world.client(who).post(address, {"public": "1"}).status_code == 403
    assert opened.world.client("office.shilian").post(address, {"public": "1"}).status_code == 404
    office = opened.world.client("office.city")
    assert opened.ledger.title in office.get(page).text
    assert office.post(address, {"public": "1"}).status_code == 302
    assert Ledger.objects.get().public
    office.post(address, {"public": "0"})
    assert not Ledger.objects.get().public
    assert LogEntry.objects.filter(action="ledger.publish").count() == 2
    Ledger.objects.update(state="drafting")
    told = office.post(address, {"public": "1"}, follow=True)
    assert "尚在编制，不能公开" in told.text
    assert not Ledger.objects.get().public


def test_working_days() -> None:
    friday = date(2025, 3, 14)
    assert working_days_after(friday, 1) == date(2025, 3, 17)
    assert working_days_after(friday, 5) == date(2025, 3, 21)
    assert working_days_after(date(2025, 3, 15), 1) == date(2025, 3, 17)
