"""Addresses of log-in, one's own account, people and units."""

from django.urls import path

from jiannuo.web.accounts import views

urlpatterns = [
    path("login", views.log_in, name="login"),
    path("logout", views.log_out, name="logout"),
    path("language", views.choose_language, name="language"),
    path("account", views.account, name="account"),
]
