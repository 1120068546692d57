"""What the addresses of reports name."""

from __future__ import annotations

from django.http import Http404

from jiannuo.web.reports.models import GovernmentReport


def find_report(pk: int) -> GovernmentReport:
    """The report with its government; Http404 where there is none."""
    report = GovernmentReport.objects.select_related("owner", "person", "file").filter(pk=pk).first()
    if report is None:
        raise Http404
    return report
