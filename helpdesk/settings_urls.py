"""Every page of the settings, under one name: `settings:teams`. Each app has its own nouns."""

from __future__ import annotations

from django.urls import include, path

from helpdesk import settings_views

app_name = "settings"

urlpatterns = [
    path("", settings_views.first, name="first"),
    path("", include("people.settings_urls")),
    path("", include("tickets.settings_urls")),
    path("", include("channels_in.settings_urls")),
    path("", include("routing.settings_urls")),
    path("", include("analytics.settings_urls")),
]
