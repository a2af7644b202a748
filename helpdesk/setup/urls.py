from __future__ import annotations

from django.urls import path

from helpdesk.setup import views

app_name = "setup"

urlpatterns = [
    path("", views.show, name="show"),
    path("hours/", views.hours, name="hours"),
    path("team/", views.team, name="team"),
    path("promises/", views.promises, name="promises"),
]
