"""Handing out evidence: always as a download, with the type that its content has."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.files.store import path_of
from jiannuo.web.progress.models import Evidence


def find(pk: int) -> Evidence:
    """The evidence of an address; Http404 where there is none with a file."""
    rows = Evidence.objects.select_related("report__unit", "file")
    found = rows.filter(pk=pk, file__isnull=False).first()
    if found is None:
        raise Http404
    return found


@guard_on("return.view", find)
def evidence(request: Request, found: Evidence) -> HttpResponseBase:
    """The file itself."""
    assert found.file is not None
    etag = f'"{found.file.digest}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    try:
        content = path_of(found.file.digest).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type=found.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.title) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=3600"
    response["ETag"] = etag
    return response
