"""What a draft still lacks before it may be issued, and what its author should look at."""

from __future__ import annotations

from collections.abc import Iterator

from jiannuo.ledger.counts import check
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import BulletinState, LedgerState
from jiannuo.model.link import Remark
from jiannuo.web import clock
from jiannuo.web.bulletins.issue import Issue
from jiannuo.web.bulletins.leading import lead_of
from jiannuo.web.bulletins.models import Bulletin

_NAMED = 10  # tasks that a remark names


def lacking(bulletin: Bulletin, issue: Issue) -> list[Remark]:
    """Why *bulletin* may not be issued as *issue*; nothing where it may.  One query."""
    return list(_lacking(bulletin, issue))


def _lacking(bulletin: Bulletin, issue: Issue) -> Iterator[Remark]:
    state = LedgerState.of(bulletin.ledger.state)
    if state is LedgerState.DRAFTING:
        yield Remark("bulletin_not_issued", {"ledger": bulletin.ledger.title})
    if issue.month > Month.of(clock.today()):
        yield Remark("bulletin_ahead", {"month": issue.month.name})
    elif not issue.rated:
        yield Remark("bulletin_month_unrated", {"month": issue.month.name})
    elif issue.unrated:
        numbers = "、".join(issue.unrated[:_NAMED]) + ("等" if len(issue.unrated) > _NAMED else "")
        yield Remark("bulletin_unrated", {"month": issue.month.name, "count": len(issue.unrated), "numbers": numbers})
    if not issue.total.counted:
        yield Remark("bulletin_empty", {"ledger": bulletin.ledger.title})
    for field, words in (("title", "标题"), ("lead", "导语")):
        if not getattr(issue, field).strip():
            yield Remark("bulletin_blank", {"what": words})
    rival = _rival(bulletin)
    if rival is not None:
        yield Remark("bulletin_rival", {"period": issue.name, "number": rival})
    yield from check(issue)


def _rival(bulletin: Bulletin) -> int | None:
    """The number of another issue about the same period; of one that corrects the same issue where this one does."""
    rows = Bulletin.objects.filter(
        ledger=bulletin.ledger_id,
        month=bulletin.month,
        period=bulletin.period,
        state=BulletinState.FROZEN.value,
        corrects=bulletin.corrects_id,
    )
    return rows.values_list("number", flat=True).first()


def cautions(issue: Issue) -> list[Remark]:
    """What does not forbid the issue but should be looked at."""
    found = []
    if issue.pending:
        found.append(Remark("bulletin_pending", {"month": issue.month.name, "count": issue.pending}))
    if len(issue.rules) > 1:
        found.append(Remark("bulletin_rules", {"versions": "、".join(issue.rules)}))
    if issue.lead.strip() and issue.lead.split() != lead_of(issue).split():
        found.append(Remark("bulletin_lead_differs"))
    return found
