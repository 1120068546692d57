"""Addresses of the public pages, of comments and of publishing."""

from django.urls import path

from jiannuo.web.public import comment_views, office_views, views

urlpatterns = [
    path("public", views.home, name="public_home"),
    path("public/language/<slug:code>", views.language, name="public_language"),
    path("public/comments", comment_views.ask, name="public_ask"),
    path("public/comments/<str:receipt>", comment_views.follow, name="public_receipt"),
    path("public/tasks/<int:pk>", views.task, name="public_task"),
    path("public/tasks/<int:pk>/comment", comment_views.write, name="public_comment"),
    path("public/<int:pk>", views.ledger, name="public_ledger"),
    path("public/<int:pk>/changes.atom", views.atom, name="public_feed"),
    path("public/<int:pk>/tasks.csv", views.table, name="public_csv"),
    path("public/<int:pk>/tasks.json", views.data, name="public_json"),
    path("comments", office_views.comment_list, name="comment_list"),
    path("comments/<int:pk>", office_views.comment, name="comment"),
    path("comments/<int:pk>/route", office_views.route, name="comment_route"),
    path("comments/<int:pk>/decline", office_views.decline, name="comment_decline"),
    path("comments/<int:pk>/answer", office_views.answer, name="comment_answer"),
    path("publishing", office_views.publishing, name="publishing"),
    path("publishing/<int:pk>", office_views.publish, name="publish"),
]
