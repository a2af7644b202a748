from django.urls import path

from routing.views import clocks, moves, recounts, why

app_name = "routing"

urlpatterns = [
    path("tickets/<int:ticket_id>/clocks/", clocks.show, name="clocks"),
    path("tickets/<int:ticket_id>/clocks/<int:clock_id>/", clocks.show_receipt, name="receipt"),
    path("tickets/<int:ticket_id>/why/", why.show, name="why"),
    path("calendars/<int:calendar_id>/recount/", recounts.show, name="recount"),
    path("calendars/<int:calendar_id>/moves/", moves.of_calendar, name="calendar-moves"),
    path("policies/<int:policy_id>/moves/", moves.of_policy_change, name="policy-moves"),
]
