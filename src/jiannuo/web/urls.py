"""Every address of the ledger; each subject lists its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("jiannuo.web.accounts.urls")),
    path("", include("jiannuo.web.overview.urls")),
    path("", include("jiannuo.web.reports.urls")),
    path("", include("jiannuo.web.tasks.urls")),
    path("", include("jiannuo.web.progress.urls")),
    path("", include("jiannuo.web.orders.urls")),
    path("", include("jiannuo.web.watch.urls")),
    path("", include("jiannuo.web.bulletins.urls")),
    path("", include("jiannuo.web.public.urls")),
    path("", include("jiannuo.web.audit.urls")),
    path("", include("jiannuo.web.api.urls")),
]
handler400 = "jiannuo.web.ui.pages.bad_request"
handler403 = "jiannuo.web.ui.pages.forbidden"
handler404 = "jiannuo.web.ui.pages.not_found"
handler500 = "jiannuo.web.ui.pages.server_error"
