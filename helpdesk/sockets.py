"""The addresses that answer by web socket, as `urls.py` lists those that answer by HTTP."""

from __future__ import annotations

from django.urls import path

from tickets.consumers import LiveConsumer

websocket_urlpatterns = [path("ws/", LiveConsumer.as_asgi())]
