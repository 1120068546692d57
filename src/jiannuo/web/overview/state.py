"""Which entries of the log can change which kept page: a page's state is the last entry that can.

Whatever is not named here changes every page.  An action may be named only if it writes no table that the page is
made from; a test carries out each and compares what it writes with what the pages read.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from jiannuo.ledger.chain import START
from jiannuo.web.audit.models import ChainHead, LogEntry
from jiannuo.web.prepared import Prepared

# Actions about programs, channels, the public's comments, drafts of bulletins: on none of the kept pages.
_ASIDE = frozenset(
    {
        "token.create", "channel.set", "channel.try", "outbox.retry", "order.number",
        "entity.set", "series.set", "comment.send", "comment.route", "comment.decline", "comment.answer",
        "bulletin.create", "bulletin.edit", "bulletin.drop",
    }
)  # fmt: skip
# What is said about one task and stands on its own page alone.
_SAID = frozenset({"task.remark", "task.adjust", "evidence.strike"})
_COUNTED = _ASIDE | _SAID
# On its way to the office a return changes no task and no rating.
_ON_ITS_WAY = frozenset({"return.save", "return.submit", "return.recall", "return.sign", "return.send_back"})

# By the page, or what pages share: "tasks" is what shows tasks and ratings, but neither returns nor orders.
QUIET: Mapping[str, frozenset[str]] = {
    "home": _COUNTED,
    "list": _COUNTED,
    "units": _COUNTED,
    "unit": _COUNTED,
    "task": _ASIDE,
    "tasks": _COUNTED | _ON_ITS_WAY,
}


class _Seen(msgspec.Struct, frozen=True):
    """Up to which entry the log was looked through for a page, and the last one found that can change it."""

    seq: int
    hash: str
    last: str


_seen: dict[str, _Seen] = {}
_HEAD = Prepared(lambda pk: ChainHead.objects.filter(pk=pk).values_list("seq", "hash"))


def state(page: str) -> str | None:
    """The hash of the last entry that can change *page*; None while nothing has been logged.

    The log's head is read first, and looked back from only where it has moved: an entry that comes meanwhile belongs
    to a later head.
    """
    head = next(iter(_HEAD(1)), None)
    if head is None:
        return None
    before = _seen.get(page)
    if before is not None and before.hash == head[1]:
        return before.last
    able = LogEntry.objects.exclude(action__in=QUIET[page]).order_by("-seq").values_list("hash", flat=True)
    # After a restore the log may be another one: then all of it counts.
    if before is not None and LogEntry.objects.filter(seq=before.seq, hash=before.hash).exists():
        last = able.filter(seq__gt=before.seq).first() or before.last
    else:
        last = able.first() or START
    _seen[page] = _Seen(*head, last)
    return last
