"""What became of the promises of a report by the next one of the same government."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from jiannuo.exports.links.rows import VERDICTS, said, verdict_word
from jiannuo.linking import link
from jiannuo.model.errors import JiannuoError
from jiannuo.model.link import Verdict
from jiannuo.reading import read_text
from jiannuo.web import clock
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.ui.words import is_english


class Judged(msgspec.Struct, frozen=True):
    """The verdict on a statement and the clauses of the next report that it rests on; pending: not due by then."""

    verdict: Verdict
    evidence: tuple[str, ...]
    pending: bool


class Verdicts(msgspec.Struct, frozen=True, kw_only=True):
    """Verdicts by the statement's place (start, end); state is ``judged``, ``not_due`` or ``no_report``."""

    state: str
    title: str = ""
    places: Mapping[tuple[int, int], Judged] = {}

    def of(self, start: int, end: int) -> Judged | None:
        """The verdict on the statement that stands there; None where the next report was not linked to it."""
        return self.places.get((start, end))


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """The sign and the word of a verdict, in the page's language."""
    return VERDICTS[verdict][0], verdict_word(verdict, "en" if is_english() else "zh")


def verdicts(ledger: Ledger) -> Verdicts:
    """The verdicts on the promises of the ledger's report.

    Where several reports of the next year are kept, the one that was uploaded last counts.
    """
    rows = GovernmentReport.objects.filter(owner=ledger.owner_id, year=ledger.year + 1)
    later = rows.order_by("-uploaded", "-pk").values("file_id", "title").first()
    earlier = GovernmentReport.objects.filter(ledgers=ledger).values("file_id").first()
    if earlier is None or later is None:
        return Verdicts(state="not_due" if clock.today().year <= ledger.year else "no_report")
    places = _linked(earlier["file_id"], later["file_id"])
    return Verdicts(state="judged", title=later["title"], places=places)


@lru_cache(maxsize=32)
def _linked(earlier: str, later: str) -> Mapping[tuple[int, int], Judged]:
    """The links of two reports by the hashes of their files, which name their texts: made once in a process."""
    texts = dict(GovernmentReport.objects.filter(file__in=(earlier, later)).values_list("file_id", "text"))
    try:
        found = link(read_text(texts[earlier]), read_text(texts[later]))
    except JiannuoError:  # the two are no pair by their own words: nothing is judged
        return {}
    places = {}
    for one in found.links:
        judged = Judged(one.verdict, tuple(said(proof) for proof in one.evidence), one.pending)
        for span in (one.promise.statement.span, *one.promise.restated):
            places[span.start, span.end] = judged
    return places
