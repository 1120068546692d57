"""Addresses of pages across subjects."""

from django.urls import path

from jiannuo.web.overview import search_page, task_page, unit_pages, views

urlpatterns = [
    path("", views.home, name="home"),
    path("search", search_page.search, name="search"),
    path("tasks", views.task_list, name="task_list"),
    path("tasks.csv", views.task_csv, name="task_csv"),
    path("tasks/<int:pk>", task_page.task, name="task"),
    path("units", unit_pages.unit_list, name="unit_list"),
    path("units/<int:pk>", unit_pages.unit, name="unit"),
]
