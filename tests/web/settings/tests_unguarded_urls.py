"""One view with a guard and one without, to see what the middleware does."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jiannuo.web.access.guard import Request, guard


def bare(request: HttpRequest) -> HttpResponse:
    """A view that somebody forgot to guard."""
    return HttpResponse("open")


@guard("account.self")
def guarded(request: Request) -> HttpResponse:
    """A view with a guard."""
    return HttpResponse("guarded")


urlpatterns = [path("bare", bare), path("guarded", guarded), path("", include("jiannuo.web.urls"))]
