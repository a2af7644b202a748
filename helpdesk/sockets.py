"""The addresses that answer by web socket, as `urls.py` lists those that answer by HTTP."""

from __future__ import annotations

from django.urls import URLPattern

websocket_urlpatterns: list[URLPattern] = []
