"""Search: words of any length, whatever is typed, as far as the actor may see, always up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import connection

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change, perform
from jiannuo.web.overview.models import Entry, Stale
from jiannuo.web.overview.search import find, index, schema
from jiannuo.web.overview.search.sources import SOURCES
from jiannuo.web.overview.search.spaced import phrases, spaced
from jiannuo.web.tasks.models import Task

from .conftest import Year


@dataclass
class Retitle(Action[Task]):
    """Give a task another title; a short one is refused afterwards."""

    name: ClassVar[str] = "task.edit"
    model: ClassVar[type[Task]] = Task
    pk: int
    title: str

    def subject(self) -> Task:
        self.task = Task.objects.select_for_update().get(pk=self.pk)
        return self.task

    def change(self, actor: Actor) -> Change[Task]:
        Task.objects.filter(pk=self.pk).update(title=self.title)
        if len(self.title) < 3:
            raise RefusedError("file_empty", name=self.title)
        return Change(self.task, {"title": self.title})


def found(year: Year, words: str, username: str = "office.city", kind: str = "task") -> set[int]:
    """What *username* finds of *kind*."""
    entries = find.matching(year.world.actor(username), kind, phrases(words))
    return set(Entry.objects.filter(pk__in=entries).values_list("target", flat=True))


@pytest.fixture
def indexed(year: Year) -> Year:
    """The ledger with its index written."""
    index.refresh()
    return year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("老旧小区", "老 旧 小 区"),
        ("建成５Ｇ基站3200个", "建 成 5g 基 站 3200 个"),
        ("AI＋制造，GDP增长6.5%", "ai 制 造 gdp 增 长 6 5"),
        ("", ""),
        ("𠮷林", "𠮷 林"),
    ],
)
def test_text_is_spaced(text: str, expected: str) -> None:
    assert spaced(text) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("招引 项目", [["招", "引"], ["项", "目"]]),
        ('"招引" OR NEAR(项目*)', [["招", "引"], ["or"], ["near"], ["项", "目"]]),
        ('(((  **  """ \' -- ;', []),
        ("５G基站", [["5g", "基", "站"]]),
    ],
)
def test_queries_are_phrases_without_operators(asked: str, expected: list[list[str]]) -> None:
    assert phrases(asked) == expected


@pytest.mark.parametrize("words", ["招引", "项目", "亿元项目", "招引　３０个", "30", "招引，项目"])
def test_words_of_any_length_are_found(indexed: Year, words: str) -> None:
    assert found(indexed, words) == {indexed.lagging.pk}


@pytest.mark.parametrize("words", ["引招", "招项", "3", "不存在", "招引 不存在"])
def test_what_does_not_stand_there_is_not_found(indexed: Year, words: str) -> None:
    assert found(indexed, words) == set()


@pytest.mark.parametrize(
    "words", ['"', "'", "AND", "a OR", "(", "*", "招引*", "words:招引", "{x}:", "-招引", "\\", "&|!", "<->", "😀"]
)
def test_no_query_breaks_the_page(indexed: Year, words: str) -> None:
    response = indexed.world.client("office.city").get("/search", {"q": words})
    assert response.status_code == 200


def test_every_kind_is_found_where_it_stands(year: Year) -> None:
    statement = year.sourced(year.lagging)
    back = year.returned(year.lagging, "2026-08", 6, problems="土地指标紧张")
    order = year.order(year.lagging, text="招引项目进度滞后，请核实。")
    bulletin = year.ledger.bulletins.create(
        month="2026-08", title="八月通报", lead="招引项目滞后。", created=year.ledger.created
    )
    index.refresh()
    assert found(year, "土地指标", kind="return") == {back.pk}
    assert found(year, "招引", kind="statement") == {statement.pk}
    assert found(year, "滞后", kind="order") == {order.pk}
    assert found(year, "滞后", kind="bulletin") == {bulletin.pk}
    page = year.world.client("office.city").get("/search", {"q": "招引"}).content.decode()
    assert "<mark>招引</mark>亿元项目30个" in page
    for source in SOURCES:
        assert source.words(source.model._default_manager.all())


def test_one_finds_what_one_may_see(year: Year) -> None:
    year.returned(year.lagging, "2026-08", 6, problems="土地指标紧张")
    year.order(year.lagging)
    index.refresh()
    assert found(year, "招引", "head.trade") == found(year, "招引", "reporter.shilian") == {year.lagging.pk}
    assert found(year, "招引", "head.housing") == set()
    assert found(year, "土地", "reporter.shilian", "return") == set()
    assert found(year, "招商", "head.housing", "order") == set()
    page = year.world.client("head.housing").get("/search", {"q": "招引"}).content.decode()
    assert "没有找到含“招引”的内容" in page


def test_what_an_action_changes_is_found_at_once_and_what_is_refused_is_not(indexed: Year) -> None:
    actor = indexed.world.actor("office.city")
    perform(Retitle(indexed.lagging.pk, "引进外资企业12家"), actor)
    assert found(indexed, "外资") == {indexed.lagging.pk}
    assert found(indexed, "亿元") == set()
    with pytest.raises(RefusedError):
        perform(Retitle(indexed.lagging.pk, "短"), actor)
    assert found(indexed, "外资") == {indexed.lagging.pk}
    assert not Stale.objects.exists()


def test_rows_that_go_are_forgotten(indexed: Year) -> None:
    task = indexed.world.task(indexed.ledger, "临时任务甲", lead="")
    index.refresh()
    assert found(indexed, "临时") == {task.pk}
    task.delete()
    index.refresh()
    assert found(indexed, "临时") == set()
    assert not Entry.objects.filter(kind="task", target=task.pk).exists()


def test_a_change_of_ratings_does_not_touch_the_index(indexed: Year) -> None:
    Task.objects.update(rating="done", still=0, share=1.0)
    assert not Stale.objects.exists()


def test_the_index_can_be_written_anew(indexed: Year) -> None:
    before = set(Entry.objects.values_list("kind", "target", "title", "text"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM overview_words")
    assert found(indexed, "招引") == set()
    assert index.rebuild() == len(before)
    assert set(Entry.objects.values_list("kind", "target", "title", "text")) == before
    assert found(indexed, "招引") == {indexed.lagging.pk}


def test_every_trigger_is_there_after_all_migrations(db: None) -> None:
    assert schema.wanted_triggers() <= schema.triggers(connection)


def test_snippets_are_cut_marked_and_escaped() -> None:
    text = "甲" * 100 + "<b>招 引</b>" + "乙" * 200
    shown = str(find.snippet(text, phrases("招引")))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "<mark>招 引</mark>" in shown
    assert "&lt;b&gt;" in shown


def test_an_empty_or_empty_like_query_says_what_to_type(indexed: Year) -> None:
    client = indexed.world.client("office.city")
    assert "两个字的词也能找到" in client.get("/search").content.decode()
    assert "没有可以检索的字词" in client.get("/search", {"q": "***"}).content.decode()
