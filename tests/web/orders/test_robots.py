"""What each robot is sent, how it is signed, and whether its answer is believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

import pytest

from jiannuo.web.orders import robots
from jiannuo.web.orders.robots import SendError

from .conftest import Robot

VARIABLE = "JIANNUO_ROBOT_OFFICE"


@pytest.fixture
def set_up(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> Robot:
    monkeypatch.setenv(VARIABLE, robot.address)
    return robot


def send(kind: str, subject: str = "督办单", body: str = "第一行\n第二行", timeout: float = 5) -> None:
    robots.send(kind, VARIABLE, subject, body, timeout=timeout)


def test_wecom_gets_markdown(set_up: Robot) -> None:
    send("wecom", body="请看*这里*<b>\n第二行")
    path, payload = set_up.got[0]
    assert "key=secret-key" in path
    assert payload["msgtype"] == "markdown"
    assert payload["markdown"]["content"] == "**督办单**\n\n请看\\*这里\\*\\<b\\>\n第二行"


def test_dingtalk_gets_markdown_and_a_signature(set_up: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{VARIABLE}_SECRET", "SEC123")
    send("dingtalk")
    path, payload = set_up.got[0]
    asked = parse_qs(urlsplit(path).query)
    signed = f"{asked['timestamp'][0]}\nSEC123".encode()
    wanted = base64.b64encode(hmac.new(b"SEC123", signed, hashlib.sha256).digest()).decode()
    assert asked["sign"] == [wanted]
    assert payload["markdown"]["title"] == "督办单"


def test_feishu_gets_text_and_a_signature(set_up: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{VARIABLE}_SECRET", "SEC123")
    set_up.answer = b'{"code": 0, "msg": "success", "data": {}}'
    send("feishu")
    _path, payload = set_up.got[0]
    wanted = base64.b64encode(hmac.new(f"{payload['timestamp']}\nSEC123".encode(), b"", hashlib.sha256).digest())
    assert payload["sign"] == wanted.decode()
    assert payload["content"] == {"text": "督办单\n\n第一行\n第二行"}


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_a_long_message_is_cut_to_what_the_robot_takes(set_up: Robot, kind: str) -> None:
    set_up.answer = b'{"errcode": 0, "code": 0}'
    send(kind, body="长" * 20_000)
    _path, payload = set_up.got[0]
    text = payload.get("content", {}).get("text") or payload["markdown"].get("text") or payload["markdown"]["content"]
    assert len(text.encode()) <= {"wecom": 4096}.get(kind, 20_000)
    assert text.endswith("…")


@pytest.mark.parametrize(
    ("kind", "answer", "code"),
    [
        ("wecom", b'{"errcode": 45009, "errmsg": "api freq out of limit"}', "robot_refused"),
        ("dingtalk", b'{"errcode": 310000, "errmsg": "sign not match"}', "robot_refused"),
        ("feishu", b'{"code": 19024, "msg": "Key Words Not Found"}', "robot_refused"),
        ("feishu", b"{}", "robot_refused"),
        ("wecom", b"<html>", "robot_answer"),
        ("wecom", b"[]", "robot_answer"),
    ],
)
def test_a_robots_own_code_decides(set_up: Robot, kind: str, answer: bytes, code: str) -> None:
    set_up.answer = answer
    with pytest.raises(SendError) as error:
        send(kind)
    assert error.value.code == code


def test_trouble_with_the_server_is_told_without_the_address(set_up: Robot) -> None:
    set_up.status = 503
    with pytest.raises(SendError) as error:
        send("wecom")
    assert error.value.code == "robot_status"
    set_up.status, set_up.location = 302, "http://127.0.0.1:9/elsewhere"
    with pytest.raises(SendError) as redirected:
        send("wecom")
    assert redirected.value.code == "robot_status"
    assert "secret-key" not in error.value.message("zh") + redirected.value.message("zh")


def test_a_server_that_hangs_is_given_up(set_up: Robot) -> None:
    set_up.hangs.clear()
    with pytest.raises(SendError) as error:
        send("wecom", timeout=0.2)
    assert error.value.code == "robot_unreachable"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "robot_no_address"),
        ("http://robot.example/send?key=k", "robot_insecure"),
        ("file:///etc/passwd", "robot_insecure"),
        ("https://[", "robot_insecure"),
        ("not an address", "robot_insecure"),
    ],
)
def test_only_safe_addresses_are_posted_to(monkeypatch: pytest.MonkeyPatch, address: str, code: str) -> None:
    monkeypatch.setenv(VARIABLE, address)
    with pytest.raises(SendError) as error:
        send("wecom")
    assert error.value.code == code


def test_no_other_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANNUO_SECRET_KEY", "https://127.0.0.1/")
    with pytest.raises(SendError) as error:
        robots.address_of("JIANNUO_SECRET_KEY")
    assert error.value.code == "robot_variable"
