"""The addresses that answer by web socket, as `urls.py` lists those that answer by HTTP."""

from __future__ import annotations

from channels.security.websocket import WebsocketDenier
from django.urls import path, re_path

from tickets.consumers import LiveConsumer

# An address that nobody knows is refused in silence, not with an error in the logs.
websocket_urlpatterns = [path("ws/", LiveConsumer.as_asgi()), re_path("", WebsocketDenier.as_asgi())]
