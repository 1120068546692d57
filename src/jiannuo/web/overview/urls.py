"""Addresses of pages across subjects."""

from django.urls import path

from jiannuo.web.overview import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
]
