"""Addresses of orders, the outbox, channels and the calendar."""

from django.urls import URLPattern, URLResolver, path

from jiannuo.web.orders import message_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("orders", views.order_list, name="order_list"),
    path("orders/new", views.order_new, name="order_new"),
    path("orders/batch", views.order_batch, name="order_batch"),
    path("orders/numbering", views.order_numbering, name="order_numbering"),
    path("orders/<int:pk>", views.order, name="order"),
    path("orders/<int:pk>/document", views.order_document, name="order_document"),
    path("orders/<int:pk>/answer", views.order_answer, name="order_answer"),
    path("orders/<int:pk>/request-closing", views.order_request_closing, name="order_request_closing"),
    path("orders/<int:pk>/send-back", views.order_send_back, name="order_send_back"),
    path("orders/<int:pk>/close", views.order_close, name="order_close"),
    path("orders/<int:pk>/withdraw", views.order_withdraw, name="order_withdraw"),
    path("orders/files/<int:pk>", views.order_file, name="order_file"),
    path("outbox", message_views.outbox, name="outbox"),
    path("outbox/<int:pk>/retry", message_views.message_retry, name="message_retry"),
    path("channels", message_views.channel_list, name="channel_list"),
    path("channels/new", message_views.channel_new, name="channel_new"),
    path("channels/<int:pk>", message_views.channel, name="channel"),
    path("channels/<int:pk>/test", message_views.channel_test, name="channel_test"),
    path("calendar", message_views.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", message_views.calendar_feed, name="calendar_feed"),
]
