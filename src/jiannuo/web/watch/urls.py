"""Addresses of watched figures."""

from django.urls import URLPattern, URLResolver, path

from jiannuo.web.watch import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("watch", views.watch_list, name="watch_list"),
    path("watch/new", views.entity_new, name="entity_new"),
    path("watch/feed", views.watch_feed, name="watch_feed"),
    path("watch/<int:pk>", views.entity, name="entity"),
    path("watch/<int:pk>/edit", views.entity_edit, name="entity_edit"),
    path("watch/<int:pk>/series", views.series_new, name="series_new"),
    path("watch/series/<int:pk>", views.series_edit, name="series_edit"),
]
