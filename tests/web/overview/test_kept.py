"""Pages are kept until the ledger changes, for those who see the same."""

from __future__ import annotations

from typing import Any

from jiannuo.web.access.actor import console
from jiannuo.web.audit.action import append
from jiannuo.web.tasks.models import Task

from ..conftest import Turn
from .conftest import Year


def shows(year: Year, username: str, words: str, **options: Any) -> bool:
    """Whether *username* reads *words* in the list."""
    return words in year.world.client(username).get("/tasks", **options).content.decode()


def test_a_page_is_made_once_for_each_state_of_the_log(year: Year, kept_pages: Any) -> None:
    append(console(), "task.edit", {})
    assert shows(year, "office.city", "招引亿元项目30个")
    Task.objects.filter(pk=year.lagging.pk).update(title="换了名字")
    assert shows(year, "office.city", "招引亿元项目30个")
    append(console(), "task.edit", {})
    assert shows(year, "office.city", "换了名字")


def test_others_languages_and_days_have_pages_of_their_own(year: Year, kept_pages: Any, moment: Turn) -> None:
    append(console(), "task.edit", {})
    assert shows(year, "office.city", "招引亿元项目30个")
    assert not shows(year, "head.housing", "招引亿元项目30个")
    year.world.client("office.city")
    Task.objects.filter(pk=year.lagging.pk).update(title="换了名字")
    english = year.world.client("office.city")
    english.cookies["django_language"] = "en"
    assert "换了名字" in english.get("/tasks").content.decode()
    moment(2026, 9, 21)
    assert shows(year, "office.city", "换了名字")


def test_without_a_log_nothing_is_kept(year: Year, kept_pages: Any) -> None:
    assert shows(year, "office.city", "招引亿元项目30个")
    Task.objects.filter(pk=year.lagging.pk).update(title="换了名字")
    assert shows(year, "office.city", "换了名字")


def test_names_and_tokens_are_never_kept(year: Year, kept_pages: Any) -> None:
    append(console(), "task.edit", {})
    year.world.client("leader.city").get(f"/tasks/{year.good.pk}")
    kept = " ".join(str(value) for value in kept_pages._cache.values())
    assert kept
    assert "csrfmiddlewaretoken" not in kept
    assert "request_key" not in kept
