"""Kept files as downloads."""

from __future__ import annotations

from django.http import FileResponse, Http404

from jiannuo.web.files.models import StoredFile
from jiannuo.web.files.store import path_of


def download(file: StoredFile, name: str) -> FileResponse:
    """The content of *file* to be saved as *name*; never shown by the browser, whatever it holds."""
    path = path_of(file.digest)
    if not path.exists():
        raise Http404(file.digest)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    return response
