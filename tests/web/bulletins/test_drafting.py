"""A draft is drawn from the ledger: counts, lights, late ones, what does not move."""

from __future__ import annotations

from jiannuo.web.bulletins.gathering import gather
from jiannuo.web.bulletins.models import Bulletin

from .conftest import Year


def test_print(spring: Year) -> None:
    draft = spring.draft(3)
    issue = gather(draft)
    print(draft.lead)
    for row in issue.rows:
        print(row)
    print(issue.total, issue.late, issue.stagnant, issue.made_good)
    b = spring.freeze(draft)
    print(len(b.snapshot), b.digest)
    assert Bulletin.objects.get(pk=b.pk).number == 1
