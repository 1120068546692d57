"""分工方案 to be downloaded, as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.sheets.writing import XLSX, download
from jiannuo.web.tasks.finding import find_ledger
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.tasks.paper import excel, word

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Paper:
    """The plan of a ledger in one of its forms."""

    ledger: Ledger
    form: str

    def unit_paths(self) -> list[str]:
        """The government."""
        return self.ledger.unit_paths()


def find_paper(pk: int, form: str) -> Paper:
    """The ledger of an address; Http404 for a form that there is not."""
    if form not in ("docx", "xlsx"):
        raise Http404
    return Paper(find_ledger(pk), form)


@guard_on("ledger.view", find_paper)
@require_safe
def ledger_split_plan(request: Request, paper: Paper) -> HttpResponse:
    """The plan in Word or Excel."""
    name = f"{paper.ledger.year}年重点任务分工方案.{paper.form}"
    if paper.form == "docx":
        return download(word(paper.ledger), name, DOCX)
    return download(excel(paper.ledger), name, XLSX)
