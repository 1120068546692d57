"""Drafting, editing, issuing and correcting bulletins."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from jiannuo.ledger.chain import START, Anchor
from jiannuo.ledger.counts import fingerprint, snapshot
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import BulletinState
from jiannuo.ledger.transitions import BULLETIN, RefusedError, after
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.audit.models import ChainHead
from jiannuo.web.bulletins.gathering import gather
from jiannuo.web.bulletins.issue import Issue
from jiannuo.web.bulletins.lacking import lacking
from jiannuo.web.bulletins.leading import lead_of
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.periods import BulletinPeriod, ends, period_name
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.ui.words import moment

MOST_TITLE, MOST_LEAD, MOST_REASON = 200, 20_000, 2_000


def title_of(month: Month, period: BulletinPeriod) -> str:
    """The title that a draft begins with."""
    return f"关于{period_name(period, month)}政府工作报告任务进展情况的通报"


def seen(issue: Issue) -> str:
    """A mark of a draft's content, by which freezing tells whether it is still what its author looked at."""
    return hashlib.sha256(msgspec.json.encode(issue)).hexdigest()[:16]


def _thing(bulletin: Bulletin) -> str:
    return _("通报草稿“%(title)s”") % {"title": bulletin.title}


def locked(pk: int) -> Bulletin:
    """The bulletin, locked together with its ledger; RefusedError where it is gone."""
    # The ledger first: whoever freezes waits here, so that two never take the same number.
    Ledger.objects.select_for_update(of=("self",), no_key=True).filter(bulletins=pk).first()
    rows = Bulletin.objects.select_for_update(of=("self",)).select_related("ledger__owner", "corrects", "person")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise RefusedError("bulletin_gone")
    return found


def _prefill(bulletin: Bulletin) -> None:
    """Write the lead text from the figures as they stand."""
    bulletin.lead = lead_of(gather(bulletin))[:MOST_LEAD]


@dataclass
class CreateBulletin(Action[Bulletin]):
    """A draft about a period of a ledger, its lead text written from the figures."""

    name: ClassVar[str] = "bulletin.create"
    right: ClassVar[str] = "bulletin.draft"
    model: ClassVar[type[Bulletin]] = Bulletin
    ledger_pk: int
    month: Month
    period: BulletinPeriod = BulletinPeriod.MONTH

    def subject(self) -> Ledger:
        """The ledger."""
        self.ledger = Ledger.objects.select_related("owner").get(pk=self.ledger_pk)
        return self.ledger

    def change(self, actor: Actor) -> Change[Bulletin]:
        """Refuse a period that is none of the ledger's."""
        if not ends(self.period, self.month) or self.month < Month(self.ledger.year, 1):
            raise RefusedError("bulletin_period", period=f"{self.month} {self.period.zh}")
        now = clock.now()
        bulletin = Bulletin(
            ledger=self.ledger,
            month=str(self.month),
            period=self.period.value,
            title=title_of(self.month, self.period),
            person_id=actor.user_id,
            created=now,
            changed=now,
        )
        _prefill(bulletin)
        bulletin.save()
        data = {"ledger": self.ledger.pk, "month": bulletin.month, "period": bulletin.period, "title": bulletin.title}
        return Change(bulletin, data, self.ledger.owner.path)


@dataclass
class _OfDraft(Action[Bulletin]):
    """A change to a draft that was seen as *version*."""

    right: ClassVar[str] = "bulletin.draft"
    model: ClassVar[type[Bulletin]] = Bulletin
    pk: int
    version: int

    def subject(self) -> Bulletin:
        """The draft, locked."""
        self.bulletin = locked(self.pk)
        return self.bulletin

    def check(self) -> None:
        """Refuse what is frozen, or was changed since it was seen."""
        bulletin = self.bulletin
        if bulletin.is_frozen:
            raise RefusedError("bulletin_frozen", number=bulletin.number)
        if bulletin.version != self.version:
            who = bulletin.person.name if bulletin.person else _("系统")
            raise RefusedError("edited_meanwhile", thing=_thing(bulletin), who=who, when=moment(bulletin.changed))


@dataclass
class EditBulletin(_OfDraft):
    """Another title or lead text; *renew* writes the lead text anew from the figures."""

    name: ClassVar[str] = "bulletin.edit"
    title: str = ""
    lead: str = ""
    renew: bool = False

    def change(self, actor: Actor) -> Change[Bulletin]:
        """Keep what was typed."""
        self.check()
        bulletin = self.bulletin
        title = " ".join(self.title.split())[:MOST_TITLE]
        if not title:
            raise RefusedError("bulletin_blank", what=_("标题"))
        before = {"title": bulletin.title, "lead": bulletin.lead}
        bulletin.title, bulletin.lead = title, "\n".join(self.lead.split("\r\n"))[:MOST_LEAD].strip()
        if self.renew:
            _prefill(bulletin)
        bulletin.version += 1
        bulletin.changed, bulletin.person_id = clock.now(), actor.user_id
        bulletin.save()
        after = {"title": bulletin.title, "lead": bulletin.lead}
        return Change(bulletin, {"before": before, "after": after}, bulletin.ledger.owner.path)


@dataclass
class DropBulletin(_OfDraft):
    """Take a draft away; it had no number."""

    name: ClassVar[str] = "bulletin.drop"

    def change(self, actor: Actor) -> Change[Bulletin]:
        """The log keeps that it was there."""
        self.check()
        bulletin, pk = self.bulletin, self.bulletin.pk
        data = {"month": bulletin.month, "period": bulletin.period, "title": bulletin.title}
        bulletin.delete()
        bulletin.pk = pk  # the log names what is gone
        return Change(bulletin, data, bulletin.ledger.owner.path)


@dataclass
class FreezeBulletin(_OfDraft):
    """Issue a draft (印发): its number, its snapshot and the log's last entry are set for good.

    *looked_at* is the mark of what its author saw (see seen()); where the ledger has moved since, it is refused.
    """

    name: ClassVar[str] = "bulletin.freeze"
    right: ClassVar[str] = "bulletin.freeze"
    looked_at: str = ""

    def change(self, actor: Actor) -> Change[Bulletin]:
        """Refuse what lacks something or contradicts itself."""
        bulletin = self.bulletin
        state = after(BULLETIN, "freeze", BulletinState.of(bulletin.state), _thing(bulletin))
        self.check()
        # The end of the log is held from here on: no change comes between what is read and the anchor.
        head = ChainHead.objects.select_for_update().filter(pk=1).first()
        issue = gather(bulletin)
        if self.looked_at and self.looked_at != seen(issue):
            raise RefusedError("bulletin_moved")
        troubles = lacking(bulletin, issue)
        if troubles:
            what = "；".join(remark.message(actor.language) for remark in troubles)
            raise RefusedError("bulletin_lacking", what=what)
        anchor = Anchor(head.seq, head.hash) if head else Anchor(0, START)
        self._fill(issue, anchor)
        bulletin.state, bulletin.person_id = state.value, actor.user_id
        bulletin.save()
        data = {
            "number": bulletin.number,
            "month": bulletin.month,
            "period": bulletin.period,
            "title": bulletin.title,
            "digest": bulletin.digest,
            "anchor": anchor.count,
            "corrects": bulletin.corrects_id,
        }
        return Change(bulletin, data, bulletin.ledger.owner.path)

    def _fill(self, issue: Issue, anchor: Anchor) -> None:
        """Number, snapshot and anchor."""
        bulletin, now = self.bulletin, clock.now()
        last = Bulletin.objects.filter(ledger=bulletin.ledger_id).aggregate(last=Max("number"))["last"] or 0
        frozen = timezone.localtime(now).isoformat(timespec="seconds")
        issue = msgspec.structs.replace(issue, number=last + 1, frozen=frozen, anchor=anchor)
        bulletin.number, bulletin.frozen, bulletin.changed = last + 1, now, now
        bulletin.snapshot = snapshot(issue)
        bulletin.digest = fingerprint(bulletin.snapshot)
        bulletin.chain_seq, bulletin.chain_hash = anchor.count, anchor.hash
        bulletin.version += 1


@dataclass
class CorrectBulletin(Action[Bulletin]):
    """A draft that corrects an issue, with the reason; the issue stays as it is."""

    name: ClassVar[str] = "bulletin.correct"
    right: ClassVar[str] = "bulletin.draft"
    model: ClassVar[type[Bulletin]] = Bulletin
    pk: int
    reason: str

    def subject(self) -> Bulletin:
        """The issue, locked."""
        self.old = locked(self.pk)
        return self.old

    def change(self, actor: Actor) -> Change[Bulletin]:
        """Refuse without a reason, and what was corrected already."""
        old, reason = self.old, " ".join(self.reason.split())[:MOST_REASON]
        if not old.is_frozen:
            raise RefusedError("bulletin_not_frozen")
        later = old.corrections.filter(state=BulletinState.FROZEN.value).values_list("number", flat=True).first()
        if later is not None:
            raise RefusedError("bulletin_corrected", number=old.number, by=later)
        if not reason:
            raise RefusedError("bulletin_reason")
        now = clock.now()
        bulletin = Bulletin(
            ledger=old.ledger,
            month=old.month,
            period=old.period,
            title=f"{old.title.removesuffix('（更正）')[: MOST_TITLE - 4]}（更正）",
            corrects=old,
            correction_reason=reason,
            person_id=actor.user_id,
            created=now,
            changed=now,
        )
        _prefill(bulletin)
        bulletin.save()
        data = {"corrects": old.pk, "number": old.number, "reason": reason}
        return Change(bulletin, data, old.ledger.owner.path)
