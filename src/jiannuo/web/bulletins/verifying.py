"""Whether the frozen bulletins are still what was issued."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from jiannuo.ledger.chain import START
from jiannuo.ledger.counts import check, fingerprint
from jiannuo.ledger.status import BulletinState
from jiannuo.model.link import Remark
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.bulletins.issue import Issue, read
from jiannuo.web.bulletins.models import Bulletin

_FIELDS = (("number", "期号"), ("title", "标题"), ("lead", "导语"))


def verify_bulletins() -> Iterator[Remark]:
    """What does not fit, issue by issue: hash, counts, fields, anchor, the log's own word; nothing where all is whole.

    Holds one snapshot at a time.
    """
    before: dict[int, int] = {}
    rows = Bulletin.objects.filter(state=BulletinState.FROZEN.value).order_by("ledger", "number")
    for bulletin in rows.iterator(chunk_size=1):
        number = bulletin.number or 0
        for missing in range(before.get(bulletin.ledger_id, 0) + 1, number):
            yield Remark("bulletin_gap", {"number": missing})
        before[bulletin.ledger_id] = number
        yield from _of(bulletin)


def _of(bulletin: Bulletin) -> Iterator[Remark]:
    number = bulletin.number or 0
    if fingerprint(bulletin.snapshot) != bulletin.digest:
        yield Remark("bulletin_digest", {"number": number})
    try:
        issue = read(bulletin.snapshot)
    except (msgspec.MsgspecError, ValueError):
        yield Remark("bulletin_unreadable", {"number": number})
        return
    yield from check(issue)
    for field, word in _FIELDS:
        if getattr(bulletin, field) != getattr(issue, field):
            yield Remark("bulletin_fields", {"number": number, "what": word})
    if (bulletin.month, bulletin.period) != (str(issue.month), issue.period.value):
        yield Remark("bulletin_fields", {"number": number, "what": "期间"})
    if (bulletin.ledger_id, bulletin.corrects_id) != (issue.ledger, issue.corrects.key if issue.corrects else None):
        yield Remark("bulletin_fields", {"number": number, "what": "台账或所更正的期号"})
    if bulletin.correction_reason != (issue.corrects.reason if issue.corrects else ""):
        yield Remark("bulletin_fields", {"number": number, "what": "更正说明"})
    yield from _logged(bulletin, issue)


def _logged(bulletin: Bulletin, issue: Issue) -> Iterator[Remark]:
    """The anchor in snapshot, row and log; the hash that the log has of the issue."""
    number, seq = bulletin.number or 0, bulletin.chain_seq or 0
    entry = LogEntry.objects.filter(seq=seq).values_list("hash", flat=True).first()
    kept = START if seq == 0 else entry
    anchored = issue.anchor is not None and (issue.anchor.count, issue.anchor.hash) == (seq, bulletin.chain_hash)
    if not anchored or bulletin.chain_hash != kept:
        yield Remark("bulletin_anchor", {"number": number, "sequence": seq})
    frozen = LogEntry.objects.filter(action="bulletin.freeze", target_id=str(bulletin.pk))
    told = frozen.filter(target=bulletin._meta.label).values_list("data", flat=True).first()
    if told is None or msgspec.json.decode(told).get("digest") != bulletin.digest:
        yield Remark("bulletin_unlogged", {"number": number})
