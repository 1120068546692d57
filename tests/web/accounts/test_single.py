"""Log-in by a single sign-on, against a small provider on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

from jiannuo.web.accounts import single
from jiannuo.web.accounts.models import Person
from jiannuo.web.audit.models import LogEntry

from ..conftest import World

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})


class Idp:
    """The provider: what it was asked, and what it will say."""

    def __init__(self) -> None:
        self.asked: dict[str, str] = {}
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if form.get("code") != "good" or proof.decode() != self.asked.get("code_challenge"):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": "jiannuo", "sub": "u-1", "iat": now, "exp": now + 300,
            "nonce": self.asked["nonce"], "name": "统一身份用户",
        } | self.claims  # fmt: skip
        header = {"alg": "RS256", "kid": "one"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(header, claims, self.key)}

    def _handler(idp) -> type[BaseHTTPRequestHandler]:  # noqa: N805  # self is the handler's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                known = {
                    "/.well-known/openid-configuration": idp.metadata,
                    "/jwks": lambda: {"keys": [KEY.as_dict(private=False)]},
                }
                self.answer(200, known[urlsplit(self.path).path]())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(*idp.token({name: values[0] for name, values in parse_qs(body).items()}))

            def answer(self, status: int, body: dict[str, Any]) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler


@pytest.fixture
def idp(settings: Any) -> Iterator[Idp]:
    provider = Idp()
    settings.OIDC = {
        "issuer": provider.issuer,
        "client_id": "jiannuo",
        "client_secret": "secret",
        "claim": "sub",
        "create": False,
    }
    yield provider
    provider.server.shutdown()
    provider.server.server_close()
    single.client.cache_clear()


@pytest.fixture
def known(world: World) -> Person:
    person = world.people["reporter.housing"]
    person.subject_id = "u-1"
    person.save()
    return person


def away(client: Client, idp: Idp, **query: str) -> str:
    """Go to the provider; gives the state."""
    response = client.get("/single", query)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{idp.issuer}/authorize?")
    idp.asked = {name: values[0] for name, values in parse_qs(urlsplit(response.headers["Location"]).query).items()}
    return idp.asked["state"]


def test_the_request_carries_state_nonce_and_challenge(known: Person, idp: Idp) -> None:
    away(Client(), idp)
    assert idp.asked["code_challenge_method"] == "S256"
    assert len(idp.asked["state"]) >= 20
    assert len(idp.asked["nonce"]) >= 20
    assert idp.asked["redirect_uri"] == "http://127.0.0.1:8000/single/back"
    assert "openid" in idp.asked["scope"].split()


def test_a_known_person_is_logged_in_under_a_new_session(known: Person, idp: Idp) -> None:
    client = Client()
    state = away(client, idp, next="/account")
    before = client.session.session_key
    response = client.get("/single/back", {"code": "good", "state": state})
    assert (response.status_code, response.headers["Location"]) == (302, "/account")
    assert client.session.session_key != before
    assert known.name in client.get("/account").content.decode()


def test_an_address_elsewhere_is_not_gone_on_to(known: Person, idp: Idp) -> None:
    client = Client()
    state = away(client, idp, next="https://evil.example/")
    assert client.get("/single/back", {"code": "good", "state": state}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "somebody-else"},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
        {"sub": ""},
    ],
)
def test_a_false_token_logs_nobody_in(known: Person, idp: Idp, claims: dict[str, Any]) -> None:
    client = Client()
    state = away(client, idp)
    idp.claims = claims
    response = client.get("/single/back", {"code": "good", "state": state})
    assert response.status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_token_of_another_key_logs_nobody_in(known: Person, idp: Idp) -> None:
    client = Client()
    state = away(client, idp)
    idp.key = OTHER_KEY
    assert client.get("/single/back", {"code": "good", "state": state}).status_code == 403


def test_a_state_of_another_browser_or_used_twice_logs_nobody_in(known: Person, idp: Idp) -> None:
    first, second = Client(), Client()
    state = away(first, idp)
    assert second.get("/single/back", {"code": "good", "state": state}).status_code == 403
    assert first.get("/single/back", {"code": "good", "state": state}).status_code == 302
    assert first.get("/single/back", {"code": "good", "state": state}).status_code == 403


def test_a_refusal_and_a_bad_code_are_told(known: Person, idp: Idp) -> None:
    client = Client()
    state = away(client, idp)
    assert client.get("/single/back", {"code": "bad", "state": state}).status_code == 403
    response = client.get("/single/back", {"error": "access_denied", "error_description": "<script>"})
    assert response.status_code == 403
    assert "<script>" not in response.content.decode()


def test_a_stranger_is_not_made_unless_the_installation_says_so(world: World, idp: Idp, settings: Any) -> None:
    client = Client()
    response = client.get("/single/back", {"code": "good", "state": away(client, idp)})
    assert response.status_code == 403
    assert "u-1" in response.content.decode()
    assert not Person.objects.filter(subject_id="u-1").exists()
    settings.OIDC = settings.OIDC | {"create": True}
    assert client.get("/single/back", {"code": "good", "state": away(client, idp)}).status_code == 302
    made = Person.objects.get(subject_id="u-1")
    assert (made.name, made.has_usable_password(), made.memberships.count()) == ("统一身份用户", False, 0)
    assert LogEntry.objects.filter(action="account.join").count() == 1


def test_who_is_shut_out_stays_out(known: Person, idp: Idp) -> None:
    known.is_active = False
    known.save()
    client = Client()
    assert client.get("/single/back", {"code": "good", "state": away(client, idp)}).status_code == 403


def test_an_address_counts_only_when_verified(world: World, idp: Idp, settings: Any) -> None:
    settings.OIDC = settings.OIDC | {"claim": "email"}
    Person.objects.filter(username="reporter.housing").update(subject_id="li@example.com")
    client = Client()
    idp.claims = {"email": "li@example.com", "email_verified": False}
    assert client.get("/single/back", {"code": "good", "state": away(client, idp)}).status_code == 403
    idp.claims = {"email": "li@example.com", "email_verified": True}
    assert client.get("/single/back", {"code": "good", "state": away(client, idp)}).status_code == 302


def test_a_provider_that_is_away_is_told(world: World, settings: Any) -> None:
    settings.OIDC = settings.OIDC | {"issuer": "http://127.0.0.1:9", "client_id": "x"}
    response = Client().get("/single")
    assert response.status_code == 502
    single.client.cache_clear()


def test_without_a_provider_there_is_no_such_page(world: World) -> None:
    assert Client().get("/single").status_code == 404
    assert Client().get("/single/back").status_code == 404
    assert "/single" not in Client().get("/login").content.decode()
