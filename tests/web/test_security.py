"""What a stranger, a colleague or a forged page may try."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiannuo.ledger.status import Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.files.store import keep, path_of

from .access.test_permissions import NAMED, arguments
from .conftest import PASSWORD, World

ROOT = Path(__file__).parents[2]
SCRIPT = "<script>alert('x')</script>"
FORMULA = '=HYPERLINK("http://evil.example","点我")'


def address(world: World, name: str) -> str:
    return reverse(name, kwargs=arguments(world, name))


def bare(response: Any) -> str:
    """A page without what differs at every request: tokens, keys, what was typed."""
    text = response.content.decode()
    text = re.sub(r'(name="(csrfmiddlewaretoken|request_key|username|next)"[^>]*?value=)"[^"]*"', r"\1", text)
    return re.sub(r'value="[^"]*"([^>]*name="(csrfmiddlewaretoken|username)")', r"\1", text)


# forged requests


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_form_of_another_page_is_refused(world: World, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["administrator.city"], backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(address(world, name), {"active": "0"})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_the_token_of_a_page_is_accepted_and_another_is_not(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/login").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"username": "office.city", "password": PASSWORD}
    assert client.post("/login", form | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert client.post("/login", form | {"csrfmiddlewaretoken": token[1]}).status_code == 302


# sessions


def log_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login", {"username": username, "password": password} | more)


def test_a_session_planted_before_the_log_in_is_of_no_use_after(world: World) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    client.cookies["sessionid"] = session.session_key
    planted = session.session_key
    log_in(client, "office.city")
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/account").status_code == 302


def test_a_session_key_of_ones_own_making_is_not_taken(world: World) -> None:
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    log_in(client, "office.city")
    assert client.session.session_key != "a" * 32


def test_logging_out_ends_the_session_on_the_server(world: World) -> None:
    client = Client()
    log_in(client, "office.city")
    key = client.session.session_key
    client.post("/logout")
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/account").status_code == 302


def test_leaving_needs_a_post(world: World) -> None:
    client = world.client("office.city")
    assert client.get("/logout").status_code == 405
    assert client.get("/account").status_code == 200


def test_who_is_shut_out_is_out_at_the_next_click(world: World) -> None:
    client = world.client("reporter.housing")
    assert client.get("/account").status_code == 200
    Person.objects.filter(username="reporter.housing").update(is_active=False)
    assert client.get("/account").status_code == 302


def test_cookies_are_kept_from_scripts_and_other_sites(world: World) -> None:
    client = Client()
    client.get("/login")
    log_in(client, "office.city")
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


# headers


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_answer_is_shielded(world: World, name: str) -> None:
    for client in (world.client("administrator.city"), world.client("office.city"), Client()):
        response = client.get(address(world, name))
        shielded(response)


def shielded(response: Any) -> None:
    headers = response.headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    if policy == "sandbox; default-src 'none'":  # a file that somebody sent
        return
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    if "html" in headers.get("Content-Type", ""):
        text = response.content.decode()
        assert not re.search(r"<[^>]+\son\w+\s*=", text), "no handler stands in a page"
        assert not re.search(r'<script(?![^>]*\bsrc=)(?![^>]*type="application/json")', text), (
            "no script stands in a page"
        )
        assert not re.search(r"<[^>]+\sstyle\s*=", text), "no style stands in a page"


def test_trouble_pages_are_shielded_too(world: World) -> None:
    shielded(Client().get("/no/such/page"))
    shielded(Client(enforce_csrf_checks=True).post("/login"))
    shielded(world.client("reporter.housing").get("/units/new"))


# going on


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)",
     "http:///evil.example", "\t//evil.example", "https://testserver@evil.example/"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(world: World, wanted: str) -> None:
    for response in (
        log_in(Client(), "office.city", next=wanted),
        Client().post("/language", {"language": "en", "next": wanted}),
    ):
        assert response.status_code == 302
        assert response.headers["Location"] == "/"


def test_going_on_within_the_ledger_works(world: World) -> None:
    assert log_in(Client(), "office.city", next="/people?q=李").headers["Location"].startswith("/people?q=")
    assert Client().get("/people").headers["Location"] == "/login?next=/people"


# guessing


def test_what_may_not_be_seen_looks_like_what_is_not_there(world: World) -> None:
    client = world.client("office.shilian")
    foreign = world.people["reporter.qingxiu"].pk
    hidden, missing = client.get(f"/people/{foreign}"), client.get("/people/99999999")
    assert hidden.status_code == missing.status_code == 404
    assert bare(hidden).replace(str(foreign), "N") == bare(missing).replace("99999999", "N")


@pytest.mark.parametrize("number", ["0", "-1", "9" * 19, "1.5", "1e3", "１", "abc", "%00"])
def test_odd_numbers_are_not_there(world: World, number: str) -> None:
    assert world.client("administrator.city").get(f"/people/{number}").status_code == 404


def test_a_number_too_long_for_the_database_is_not_there(world: World) -> None:
    assert world.client("administrator.city").get("/people/" + "9" * 30).status_code == 404
    assert world.client("auditor.city").get("/log/" + "9" * 30).status_code == 404
    assert world.client("auditor.city").get("/log?before=" + "9" * 30).status_code == 200


# log-in


def test_nobody_learns_which_names_exist(world: World) -> None:
    Person.objects.filter(username="head.trade").update(is_active=False)
    pages = [
        log_in(Client(REMOTE_ADDR=f"10.0.0.{n}"), name, "wrong-password-1")
        for n, name in enumerate(("office.city", "nobody.at.all", "head.trade"))
    ]
    assert {page.status_code for page in pages} == {200}
    assert len({bare(page) for page in pages}) == 1
    assert "office.city" in pages[0].content.decode(), "what was typed is kept"
    assert "wrong-password-1" not in pages[0].content.decode()


def test_an_unknown_name_costs_as_much_work_as_a_known_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, *args: Any, **options: Any) -> str:
        counts[-1] += 1
        return encode(self, *args, **options)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for name in ("office.city", "nobody.at.all"):
        counts.append(0)
        log_in(Client(), name, "wrong-password-1")
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize("name", ["office.city", "nobody.at.all"])
def test_guessing_locks_the_name_for_that_address(world: World, name: str) -> None:
    client = Client(REMOTE_ADDR="10.1.1.1")
    codes = [log_in(client, name, f"guess-number-{n}").status_code for n in range(6)]
    assert codes[:5] == [200] * 5
    assert codes[5] == 429
    locked = log_in(client, name)
    assert locked.status_code == 429, "the right password does not help either"
    assert "锁定15分钟" in locked.content.decode()
    assert log_in(client, "leader.city").status_code == 302, "a colleague behind the same address is not locked"


def test_the_lock_ends_by_itself_and_by_a_log_in(world: World) -> None:
    client = Client(REMOTE_ADDR="10.1.1.1")
    for n in range(6):
        log_in(client, "office.city", f"guess-number-{n}")
    assert log_in(client, "office.city").status_code == 429
    attempt = AccessAttempt.objects.get()
    attempt.attempt_time -= timedelta(minutes=16)
    attempt.save()
    assert log_in(client, "office.city").status_code == 302


def test_a_header_does_not_change_who_is_locked(world: World) -> None:
    """Anyone can send X-Forwarded-For; only the server in front may say whose request it is."""
    for n in range(6):
        client = Client(REMOTE_ADDR="10.1.1.1", HTTP_X_FORWARDED_FOR=f"1.2.3.{n}", HTTP_X_REAL_IP=f"1.2.3.{n}")
        response = log_in(client, "office.city", f"guess-number-{n}")
    assert response.status_code == 429
    assert {attempt.ip_address for attempt in AccessAttempt.objects.all()} == {"10.1.1.1"}


# injection


@pytest.fixture
def hostile(world: World) -> Unit:
    unit = world.unit("hostile", f"{SCRIPT}局", "city", short=FORMULA[:40])
    person = Person.objects.create_user("hostile", PASSWORD, name=FORMULA, title=SCRIPT, phone="@SUM(1)")
    person.memberships.create(unit=unit, role=Role.REPORTER.value)
    return unit


def test_a_name_is_never_markup(hostile: Unit, world: World) -> None:
    client = world.client("administrator.city")
    client.post(f"/units/{hostile.pk}/edit", {"name": f"{SCRIPT}委", "kind": "department", "aliases": SCRIPT})
    pages = ("/units/tree", f"/units/{hostile.pk}/edit", "/people", "/people?q=" + SCRIPT, "/log", "/log?q=" + SCRIPT,
             "/units/tree?q=" + SCRIPT, "/log/1")  # fmt: skip
    for page in pages:
        text = client.get(page).content.decode()
        assert "<script>alert" not in text, page
    assert "&lt;script&gt;" in client.get("/units/tree").content.decode()


def test_a_name_is_never_a_formula(hostile: Unit, world: World) -> None:
    data = world.client("administrator.city").get("/units/units.xlsx").content
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert FORMULA in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s"}


def test_what_was_typed_comes_back_as_text(world: World) -> None:
    form = {"username": f'"><{SCRIPT}', "password": "x"}
    text = Client().post("/login", form).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_nul_character_goes_nowhere(world: World) -> None:
    client = world.client("administrator.city")
    form = {"name": "某\0局", "code": "nul", "parent": world.units["city"].pk, "kind": "department"}
    assert client.post("/units/new", form).status_code == 400
    assert client.get("/people?q=%00").status_code == 400
    assert log_in(Client(), "no\0body", "x").status_code == 400


# uploads


def test_a_file_beyond_the_limit_is_not_kept(world: World, settings: Any) -> None:
    settings.JIANNUO_UPLOAD_LIMIT = 1_000_000
    before = {path.name for path in Path(settings.JIANNUO_FILES).rglob("*") if path.is_file()}
    with pytest.raises(RefusedError, match="MB"):
        keep((b"x" * 1000 for _ in range(1001)), "text/plain", world.actor("office.city"), "大文件.txt")
    after = {path.name for path in Path(settings.JIANNUO_FILES).rglob("*") if path.is_file()}
    assert after == before, "no half file is left"


def test_a_kept_file_lies_by_its_hash_whatever_its_name(world: World, settings: Any) -> None:
    kept = keep([b"content"], "text/plain", world.actor("office.city"), "../../etc/passwd")
    assert path_of(kept.digest).read_bytes() == b"content"
    assert path_of(kept.digest).is_relative_to(settings.JIANNUO_FILES)


def test_a_sheet_too_large_or_none_at_all_is_refused(world: World) -> None:
    client = world.client("administrator.city")
    for data, words in ((b"x" * 5_000_001, "MB"), (b"\x89PNG\0\0", "CSV"), (b"PK\x03\x04broken", "CSV"), (b"", "")):
        response = client.post("/units/import", {"file": SimpleUploadedFile("表.csv", data)})
        assert response.status_code == 409
        assert words in response.content.decode()


# the server's name


def test_another_host_is_refused(world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["ledger.example.gov.cn"]
    assert Client(headers={"host": "evil.example"}).get("/login").status_code == 400
    assert Client(headers={"host": "ledger.example.gov.cn"}).get("/login").status_code == 200


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JIANNUO_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return kept | {"PYTHONPATH": str(ROOT / "src")} | more


def test_the_deployment_check_has_nothing_to_say(tmp_path: Path) -> None:
    """With an https address and a key, as an installation on a network has them."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"],
        env=environment(
            DJANGO_SETTINGS_MODULE="jiannuo.web.settings",
            JIANNUO_DATA=str(tmp_path),
            JIANNUO_ORIGIN="https://ledger.example.gov.cn",
            JIANNUO_SECRET_KEY="0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFG",
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_no_migration_is_missing(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert connection.introspection.table_names()


def test_no_cache_keeps_for_others_what_a_person_sees(world: World) -> None:
    ledger = world.ledger(public=True)
    client = world.client("office.city")
    for address in ("/", "/tasks", "/units", "/tasks.csv", f"/ledgers/{ledger.pk}/plan.xlsx", "/nowhere"):
        told = client.get(address).headers["Cache-Control"]
        assert "private" in told, address
        assert "no-cache" in told, address
    assert "public" in client.get(f"/public/{ledger.pk}").headers["Cache-Control"]
