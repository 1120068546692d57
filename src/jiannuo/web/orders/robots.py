"""Group robots of WeCom, DingTalk and Feishu: what they take, how it is signed, what they answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote_plus, urlsplit

from jiannuo.model.errors import JiannuoError

PREFIX = "JIANNUO_ROBOT_"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_MOST = 65_536  # bytes of an answer that are read
# What a robot takes in one message, in bytes of UTF-8, less room for the subject.
_LIMITS = {"wecom": 4096, "dingtalk": 20_000, "feishu": 20_000}
_MARKS = re.compile(r"([\\`*_\[\]<>#])")


class SendError(JiannuoError):
    """A message did not go out; the code says why, never with the address, which is a secret."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_options: Any) -> None:
        """Give the redirect back as an error: the secret in the address stays with the host it was made for."""


_opener = urllib.request.build_opener(_NoRedirects)


def send(kind: str, variable: str, subject: str, body: str, *, timeout: float) -> None:
    """Post a message to the robot whose address the environment *variable* holds.

    ``<variable>_SECRET`` holds the secret of a robot that wants signatures.  *timeout* is in seconds.
    Raises SendError unless the robot says that it took the message.
    """
    address = address_of(variable)
    secret = os.environ.get(f"{variable}_SECRET", "")
    payload = _payload(kind, subject, body)
    if secret and kind == "dingtalk":
        address = _signed_address(address, secret, round(time.time() * 1000))
    if secret and kind == "feishu":
        payload |= _feishu_signature(secret, int(time.time()))
    _check(kind, _post(address, payload, timeout))


def address_of(variable: str) -> str:
    """The address in *variable*; SendError where there is none or it is not safe to post to."""
    if not variable.startswith(PREFIX):
        raise SendError("robot_variable", variable=variable, prefix=PREFIX)
    address = os.environ.get(variable, "").strip()
    if not address:
        raise SendError("robot_no_address", variable=variable)
    try:
        parsed = urlsplit(address)
        host = parsed.hostname
    except ValueError:
        raise SendError("robot_insecure", variable=variable) from None
    if not host or not (parsed.scheme == "https" or (parsed.scheme == "http" and host in _LOOPBACK)):
        raise SendError("robot_insecure", variable=variable)
    return address


def _payload(kind: str, subject: str, body: str) -> dict[str, Any]:
    text = _cut(f"{subject}\n\n{body}", _LIMITS[kind])
    if kind == "feishu":
        return {"msg_type": "text", "content": {"text": text}}
    head, _, rest = text.partition("\n\n")
    # The body is plain text: its marks are shown, not obeyed; robots break lines at empty ones.
    marked = _cut(
        f"**{_escape(head)}**\n\n{_escape(rest)}".replace("\n", "\n\n" if kind == "dingtalk" else "\n"), _LIMITS[kind]
    )
    if kind == "dingtalk":
        return {"msgtype": "markdown", "markdown": {"title": subject[:60], "text": marked}}
    return {"msgtype": "markdown", "markdown": {"content": marked}}


def _escape(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _cut(text: str, most: int) -> str:
    """*text* in at most *most* bytes, cut between characters."""
    raw = text.encode()
    return text if len(raw) <= most else raw[: most - 3].decode(errors="ignore") + "…"


def _signed_address(address: str, secret: str, millisecond: int) -> str:
    mac = hmac.new(secret.encode(), f"{millisecond}\n{secret}".encode(), hashlib.sha256)
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}timestamp={millisecond}&sign={quote_plus(base64.b64encode(mac.digest()))}"


def _feishu_signature(secret: str, second: int) -> dict[str, str]:
    mac = hmac.new(f"{second}\n{secret}".encode(), b"", hashlib.sha256)
    return {"timestamp": str(second), "sign": base64.b64encode(mac.digest()).decode()}


def _post(address: str, payload: dict[str, Any], timeout: float) -> Any:
    request = urllib.request.Request(
        address,
        data=json.dumps(payload, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "jiannuo"},
    )
    try:
        with _opener.open(request, timeout=timeout) as response:
            raw = response.read(_MOST)
    except urllib.error.HTTPError as error:
        error.close()
        raise SendError("robot_status", status=error.code) from None
    except OSError as error:
        raise SendError("robot_unreachable", reason=type(getattr(error, "reason", error)).__name__) from None
    except ValueError:  # an address that the library cannot take apart
        raise SendError("robot_unreachable", reason="ValueError") from None
    try:
        return json.loads(raw)
    except ValueError:
        raise SendError("robot_answer") from None


def _check(kind: str, answer: Any) -> None:
    """Robots answer 200 to everything; their own code says whether the message was taken."""
    if not isinstance(answer, dict):
        raise SendError("robot_answer")
    code = answer.get("errcode") if kind != "feishu" else answer.get("code", answer.get("StatusCode"))
    if code != 0:
        said = str(answer.get("errmsg") or answer.get("msg") or "")
        raise SendError("robot_refused", robot_code=str(code), said=said[:120])
