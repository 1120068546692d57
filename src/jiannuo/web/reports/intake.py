"""From an uploaded file to a kept report with every statement that was read in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

import jiannuo
from jiannuo.formats.opening import open_bytes
from jiannuo.ledger.transitions import RefusedError
from jiannuo.linking.promises import promises
from jiannuo.model.link import Promise
from jiannuo.model.records import record
from jiannuo.model.report import Report
from jiannuo.model.statement import Measure, Milestone
from jiannuo.reading import read_document
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.files.store import keep
from jiannuo.web.reports.models import GovernmentReport, ReportStatement

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "txt": "text/plain",
}


@dataclass
class UploadReport(Action[GovernmentReport]):
    """Keep a report and what was read in it; the same file twice is one report.

    Raises ReadError where the file cannot be read, RefusedError where it holds no report of a year.
    """

    name: ClassVar[str] = "report.upload"
    model: ClassVar[type[GovernmentReport]] = GovernmentReport
    owner: Unit
    data: bytes = field(repr=False)
    file_name: str
    year: int | None = None
    report: Report = field(init=False, repr=False)

    def prepare(self, actor: Actor) -> None:
        """Read the file: a scanned one takes a minute, and nobody else shall wait for it."""
        actor.require(self.name, self.owner)
        self.report = read_document(open_bytes(self.data, self.file_name, self.file_name))

    def subject(self) -> Unit:
        """The government that it belongs to."""
        return self.owner

    def change(self, actor: Actor) -> Change[GovernmentReport]:
        """Keep the file, the text and the statements."""
        report = self.report
        media_type = _TYPES.get(report.document.format, "application/octet-stream")
        file = keep([self.data], media_type, actor, self.file_name)
        kept = GovernmentReport.objects.filter(owner=self.owner, file=file).first()
        if kept is None:
            kept = _row(report, self.owner, self.year, self.file_name)
            kept.file, kept.person_id = file, actor.user_id
            kept.save()
            ReportStatement.objects.bulk_create(_statements(kept, report), batch_size=500)
        data = {"file": file.digest, "name": self.file_name, "title": kept.title, "year": kept.year}
        return Change(kept, data, self.owner.path)


def read_again(kept: GovernmentReport) -> Report:
    """The Report of a kept text, for what needs more than its statements; offsets are those of the text."""
    from jiannuo.reading import read_text

    return read_text(kept.text, kept.file_name)


def _row(report: Report, owner: Unit, year: int | None, file_name: str) -> GovernmentReport:
    about = report.metadata
    found = year or about.year
    if found is None:
        raise RefusedError("report_no_year", name=file_name)
    if not report.statements:
        raise RefusedError("report_no_statements", name=file_name)
    try:
        delivered = date.fromisoformat(about.date) if about.date else None
    except ValueError:
        delivered = None
    return GovernmentReport(
        owner=owner,
        title=(about.title or f"{found}年{owner.name}政府工作报告")[:200],
        place=about.place[:80],
        year=found,
        speaker=about.speaker[:60],
        session=about.session[:200],
        delivered=delivered,
        text=report.text,
        file_name=file_name[-255:],
        reader=f"jiannuo {jiannuo.__version__}",
        notes=[
            {"code": note.code, "params": dict(note.params), "start": note.span.start if note.span else None}
            for note in report.notes
        ],
        outline=[
            {
                "title": section.title,
                "depth": section.depth,
                "parent": section.parent,
                "start": section.span.start,
                "end": section.span.end,
                "heading_end": section.heading.end,
                "part": section.part.value,
            }
            for section in report.sections
        ],
        uploaded=clock.now(),
    )


def _statements(kept: GovernmentReport, report: Report) -> list[ReportStatement]:
    """The rows of all statements; a promise that is stated again is one, an intention is kept as a promise."""
    found = {promise.statement.id: promise for promise in promises(report)}
    everything: dict[str, Measure | Milestone] = {
        statement.id: statement
        for statement in (*report.measures, *report.milestones, *(p.statement for p in found.values()))
    }
    ordered = sorted(everything.values(), key=lambda one: (one.span.start, one.span.end))
    return [
        ReportStatement(
            report=kept,
            key=one.id,
            position=position,
            start=one.span.start,
            end=one.span.end,
            sentence_start=one.sentence.start,
            sentence_end=one.sentence.end,
            text=one.text,
            kind=one.kind.value,
            promise=one.id in found,
            record=_record(one, found.get(one.id)),
        )
        for position, one in enumerate(ordered, 1)
    ]


def _record(statement: Measure | Milestone, promise: Promise | None) -> dict[str, Any]:
    """The flat record; a promise carries how firm it is."""
    row = record(statement)
    if promise is not None:
        row["promise"] = promise.sort.value
    return row
