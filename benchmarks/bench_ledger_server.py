"""The server that bench_ledger.py measures: the ledger's own, with one bare view beside its pages.

    bench_ledger_server.py PORT

The bare view is what Django does at the least: one indexed query, one short answer, behind the same middleware.
"""

from __future__ import annotations

import sys
import types

import django
from django.http import HttpRequest, HttpResponse


def bare(_request: HttpRequest, number: int) -> HttpResponse:
    """One task's title by its primary key."""
    from jiannuo.web.tasks.models import Task

    return HttpResponse(Task.objects.values_list("title", flat=True).get(pk=number))


def addresses() -> types.ModuleType:
    """The ledger's addresses and the bare one."""
    from django.urls import include, path

    bare.checks_itself = True  # type: ignore[attr-defined]  # it is no page of the ledger and has no right
    module = types.ModuleType("bench_addresses")
    module.__dict__.update(urlpatterns=[path("bare/<int:number>", bare), path("", include("jiannuo.web.urls"))])
    return module


def main() -> None:
    """Serve until killed."""
    from django.conf import settings

    settings.ROOT_URLCONF = "bench_addresses"
    django.setup()
    sys.modules["bench_addresses"] = addresses()
    from jiannuo.web import serving

    sockets: dict[int, object] = {}
    server = serving.listen("127.0.0.1", int(sys.argv[1]), 8, sockets)
    serving.run(server, sockets, worker=False)


if __name__ == "__main__":
    main()
