"""Addresses of log-in, one's own account, people and units."""

from django.urls import path

from jiannuo.web.accounts import own, people, single, units, views

urlpatterns = [
    path("login", views.log_in, name="login"),
    path("single", single.single, name="single"),
    path("single/back", single.single_back, name="single_back"),
    path("logout", views.log_out, name="logout"),
    path("language", views.choose_language, name="language"),
    path("account", own.account, name="account"),
    path("account/password", own.password, name="password"),
    path("account/sessions", own.end_sessions, name="end_sessions"),
    path("units/tree", units.unit_tree, name="unit_tree"),
    path("units/new", units.unit_add, name="unit_new"),
    path("units/import", units.unit_import, name="unit_import"),
    path("units/units.xlsx", units.unit_export, name="unit_export"),
    path("units/<int:pk>/edit", units.unit_edit, name="unit_edit"),
    path("units/<int:pk>/retire", units.unit_retire, name="unit_retire"),
    path("units/<int:pk>/revive", units.unit_revive, name="unit_revive"),
    path("people", people.person_list, name="person_list"),
    path("people/add", people.person_add, name="person_add"),
    path("people/<int:pk>", people.person, name="person"),
    path("people/<int:pk>/roles", people.person_grant, name="person_grant"),
    path("people/<int:pk>/active", people.person_active, name="person_active"),
    path("people/<int:pk>/password", people.person_password, name="person_password"),
    path("roles/<int:pk>/revoke", people.person_revoke, name="person_revoke"),
]
