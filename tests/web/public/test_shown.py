"""Nothing leaves but what the list names: every other text of every row is a mark that must not be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse

from jiannuo.ledger.status import BulletinState, CommentState
from jiannuo.web import clock
from jiannuo.web.accounts.models import Person
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.files.models import StoredFile
from jiannuo.web.progress.models import Collection, Evidence, RatingRecord, Return
from jiannuo.web.public.models import Comment
from jiannuo.web.public.shown import fields
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.models import Adjustment, Ledger, Remark, Task

from .conftest import Opened

# Which list names the fields of which model; a model that is not here shows none.
LISTS: dict[type[models.Model], str] = {
    Ledger: "ledger",
    Task: "task",
    Return: "return",
    Bulletin: "bulletin",
    Adjustment: "adjustment",
    Comment: "comment",
}
MARK = "内部标记"


def test_the_lists_name_fields_that_there_are() -> None:
    for model, subject in LISTS.items():
        model._default_manager.values(*fields(subject)).query.chain()


def texts(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """The free texts of *model* that no list names."""
    shown = fields(LISTS[model]) if model in LISTS else ()
    for field in model._meta.get_fields():
        if isinstance(field, models.CharField | models.TextField) and field.name not in shown and not field.choices:
            yield field


def mark(model: type[models.Model]) -> int:
    """Put a mark into every such text."""
    marked = 0
    for row in model._default_manager.all():
        values: dict[str, Any] = {}
        for field in texts(model):
            if (
                field.primary_key
                or field.unique
                or field.name in ("month", "start", "rated_month", "last_month", "digest")
            ):
                continue
            if field.name in ("snapshot", "text") and model in (Bulletin, GovernmentReport):
                continue  # read as a whole: what is taken of them is tested on the pages
            values[field.name] = f"{MARK}{field.name}"[: field.max_length or 40]
        model._default_manager.filter(pk=row.pk).update(**values)
        marked += len(values)
    return marked


def test_no_other_text_is_found_on_any_public_page(opened: Opened, client: Client) -> None:
    person: Person = opened.world.people["head.housing"]
    report = Return.objects.filter(task=opened.homes).latest("pk")
    report.signed_by = report.changed_by = person
    report.save()
    Evidence.objects.create(report=report, url="https://example.test/内部标记", title=MARK, added=clock.now())
    Remark.objects.create(task=opened.homes, person=person, text=MARK, at=clock.now())
    opened.adjust()
    Task.objects.update(leader=person)
    Bulletin.objects.create(
        ledger=opened.ledger,
        month="2025-03",
        title="草稿内部标记",
        state=BulletinState.DRAFT.value,
        created=clock.now(),
    )
    for state in CommentState:
        shown = state is CommentState.ANSWERED
        Comment.objects.create(
            task=opened.homes,
            name="居民" if shown else MARK,
            contact=MARK,
            text="公开的话" if shown else MARK,
            state=state.value,
            at=clock.now(),
            receipt=state.value,
            unit=opened.world.units["housing"],
            answer="公开的答复",
            answered=clock.now(),
        )
    for model in (Ledger, Task, Return, RatingRecord, Adjustment, GovernmentReport, Comment, Collection, StoredFile):
        if model is Comment:
            Comment.objects.update(contact=MARK, reason=MARK)
        else:
            mark(model)
    Person.objects.update(name=MARK, title=MARK, phone=MARK)
    pages = ["public_ledger", "public_feed", "public_csv", "public_json"]
    found = [reverse(name, args=[opened.ledger.pk]) for name in pages]
    found += [reverse(name, args=[opened.homes.pk]) for name in ("public_task", "public_comment")]
    for address in [*found, reverse("public_home")]:
        page = client.get(address).text
        assert MARK not in page, (address, page[page.find(MARK) - 80 : page.find(MARK) + 40])
    assert "公开的答复" in client.get(reverse("public_task", args=[opened.homes.pk])).text
