"""Whether the ledger is whole: log, kept files, frozen bulletins, fields that repeat others, rows against the log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, OuterRef, Q

from jiannuo.ledger import chain
from jiannuo.ledger.chain import Anchor
from jiannuo.ledger.status import BulletinState, Duty
from jiannuo.model.link import Remark
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import content
from jiannuo.web.audit.models import ChainHead, LogEntry
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.verifying import verify_bulletins
from jiannuo.web.files.models import StoredFile
from jiannuo.web.files.store import path_of
from jiannuo.web.progress.models import RatingRecord
from jiannuo.web.tasks.models import Task, TaskUnit
from jiannuo.web.upkeep.witness import against_log, standing

CHUNK = 1 << 20


def verify(anchors: Iterable[Anchor] = ()) -> Iterator[Remark]:
    """Each trouble, one by one; nothing where all is whole.  *anchors* are heads of the log kept elsewhere."""
    yield from log(anchors)
    yield from files()
    yield from verify_bulletins()
    yield from repeated()
    yield from against_log()


def log(anchors: Iterable[Anchor] = ()) -> Iterator[Remark]:
    """The chain, against its head, the frozen bulletins and *anchors*."""
    known = list(anchors)
    head = ChainHead.objects.filter(pk=1).first()
    last = LogEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    if (head.seq if head else 0) < last:
        yield Remark("verify_head", {"head": head.seq if head else 0, "last": last})
    elif head is not None:
        known.append(Anchor(head.seq, head.hash))
    printed = Bulletin.objects.filter(state=BulletinState.FROZEN.value, chain_seq__isnull=False)
    known += [Anchor(seq or 0, digest) for seq, digest in printed.values_list("chain_seq", "chain_hash")]
    entries = (
        chain.Entry(entry.seq, content(entry), entry.previous, entry.hash)
        for entry in LogEntry.objects.order_by("seq").iterator(chunk_size=2000)
    )
    for trouble in chain.verify(entries, [anchor for anchor in known if anchor.count]):
        yield trouble.remark


def files() -> Iterator[Remark]:
    """Each kept file is there and is what it was."""
    for digest, size in StoredFile.objects.order_by("digest").values_list("digest", "size").iterator():
        path = path_of(digest)
        try:
            with path.open("rb") as file:
                hasher, found = hashlib.sha256(), 0
                while chunk := file.read(CHUNK):
                    hasher.update(chunk)
                    found += len(chunk)
        except OSError as error:
            yield Remark("verify_file_lost", {"digest": digest, "reason": error.strerror or str(error)})
            continue
        if hasher.hexdigest() != digest or found != size:
            yield Remark("verify_file_changed", {"digest": digest})


def repeated() -> Iterator[Remark]:
    """Fields that repeat others for the sake of quick lists say the same as those."""
    yield from _paths()
    first = TaskUnit.objects.filter(task=OuterRef("pk"), duty=Duty.LEAD.value, unit=OuterRef("lead"))
    for task in Task.objects.filter(lead__isnull=False).exclude(Exists(first)).order_by("pk").iterator():
        yield Remark("verify_lead", {"task": str(task), "pk": task.pk})
    now = RatingRecord.objects.filter(task=OuterRef("pk"), month=OuterRef("rated_month"), in_force=True)
    same = now.filter(
        Q(override="", strict=OuterRef("rating")) | Q(override=OuterRef("rating")), lenient=OuterRef("rating_lenient")
    )
    rated = Task.objects.exclude(rated_month="")
    for task in rated.exclude(Exists(same)).order_by("pk").iterator():
        yield Remark("verify_rating", {"task": str(task), "pk": task.pk, "month": task.rated_month})
    yield from standing()


def _paths() -> Iterator[Remark]:
    """Each unit's path is its parent's and its own number, its level one more."""
    units = Unit.objects.order_by("pk").annotate(above=F("parent__path"), over=F("parent__level"))
    for unit in units.iterator():
        if unit.path != f"{unit.above or ''}{unit.pk:04d}." or unit.level != (unit.over or 0) + 1:
            yield Remark("verify_path", {"unit": unit.name, "pk": unit.pk})
