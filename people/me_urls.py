from __future__ import annotations

from django.urls import path

from people.views import me, sessions

app_name = "me"

urlpatterns = [
    path("presence/", me.presence, name="presence"),
    path("beat/", me.beat, name="beat"),
    path("telephone/", me.telephone, name="telephone"),
    path("theme/", me.theme, name="theme"),
    path("language/", me.language, name="language"),
    path("sessions/<int:session_id>/ending/", sessions.end, name="session-ending"),
]
