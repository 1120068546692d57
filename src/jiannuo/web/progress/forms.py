"""From the fields of the desk's form to rows as typed, files and links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from jiannuo.ledger.transitions import RefusedError
from jiannuo.ledger.typed import shown
from jiannuo.web.progress.content import MOST_TEXT, TEXTS, Typed
from jiannuo.web.progress.desk import Desk, where
from jiannuo.web.tasks.models import Task

Upload: TypeAlias = "UploadedFile[bytes]"  # the class takes no parameter when it runs


def typed_rows(post: QueryDict, desk: Desk) -> list[Typed]:
    """The rows of *desk* whose fields are in the form; its names are ``value-12`` with the task's key."""
    rows = []
    for line in desk.lines:
        key = line.task.pk
        if f"text-{key}" not in post:
            continue
        rows.append(
            Typed(
                task=key,
                where=where(line.task),
                version=whole(post.get(f"version-{key}", "")),
                stamp=post.get(f"stamp-{key}", "")[:64],
                value=post.get(f"value-{key}", "")[:200],
                steps={
                    str(step.pk): post.get(f"step-{step.pk}", "")[:40]
                    for step in line.task.steps.all()
                    if post.get(f"step-{step.pk}")
                },
                contested=f"contested-{key}" in post,
                choice=post.get(f"choice-{key}", "")[:8],
                text=post.get(f"text-{key}", ""),
                problems=post.get(f"problems-{key}", ""),
                next_step=post.get(f"next_step-{key}", ""),
            )
        )
    return rows


def gone(post: QueryDict, desk: Desk) -> list[RefusedError]:
    """What was typed for tasks that are no longer on the desk, such as one cancelled meanwhile; said in full."""
    here = {line.task.pk for line in desk.lines}
    typed: dict[int, str] = {}
    for name in post:
        field, _dash, key = name.rpartition("-")
        if field in ("value", *TEXTS) and whole(key) not in here and post.get(name, "").strip():
            typed[whole(key)] = f"{typed.get(whole(key), '')} {post.get(name, '')}".strip()
    tasks = Task.objects.filter(pk__in=typed)
    return [RefusedError("return_gone", where=where(task), typed=shown(typed[task.pk], MOST_TEXT)) for task in tasks]


def seen_versions(post: QueryDict) -> dict[int, int]:
    """The version of each row that the form was made from, by the task's key."""
    return {whole(name[8:]): whole(post.get(name, "")) for name in post if name.startswith("version-")}


def chosen(post: QueryDict) -> set[int]:
    """The tasks whose boxes are ticked."""
    return {whole(value) for value in post.getlist("chosen")}


def attachments(files: MultiValueDict[str, Upload], desk: Desk) -> Mapping[int, list[Upload]]:
    """The files given for each task."""
    found = {line.task.pk: files.getlist(f"file-{line.task.pk}") for line in desk.lines}
    return {key: given for key, given in found.items() if given}


def links(post: QueryDict, desk: Desk) -> Mapping[int, str]:
    """The link given for each task."""
    found = {line.task.pk: post.get(f"link-{line.task.pk}", "").strip() for line in desk.lines}
    return {key: link for key, link in found.items() if link}


def whole(text: str) -> int:
    """A whole number of a form's hidden field; 0 where it is none, which no row has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
