from __future__ import annotations

from django.urls import path

from people.views import shifts

app_name = "shifts"

urlpatterns = [
    path("", shifts.week, name="week"),
    path("<int:agent_id>/", shifts.change, name="agent"),
    path("<int:agent_id>/days/", shifts.add_day, name="days"),
    path("<int:agent_id>/days/<int:shift_day_id>/", shifts.remove_day, name="day-removal"),
]
