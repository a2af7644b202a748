from django.urls import path

from routing.views import board, forecast, interventions, pauses, reshuffles

app_name = "board"

urlpatterns = [
    path("", board.show, name="show"),
    path("wall/", board.wall, name="wall"),
    path("oldest/", board.oldest, name="oldest"),
    path("answers/", board.answers, name="answers"),
    path("forecast/", forecast.show, name="forecast"),
    path("forecast/record/", forecast.record, name="forecast-record"),
    path("moving/", reshuffles.move, name="moving"),
    path("moving/<int:reshuffle_id>/", reshuffles.result, name="reshuffle"),
    path("moving/<int:reshuffle_id>/undoing/", reshuffles.undo, name="reshuffle-undoing"),
    path("teams/<int:team_id>/pause/", pauses.pause, name="pause"),
    path("teams/<int:team_id>/pause/end/", pauses.resume, name="pause-end"),
    path("tickets/<int:ticket_id>/taking-over/", interventions.take_over, name="taking-over"),
    path("tickets/<int:ticket_id>/assignment/", interventions.reassign, name="assignment"),
    path(
        "tickets/<int:ticket_id>/assignment/<int:event_id>/undoing/",
        interventions.undo_assigning,
        name="assignment-undoing",
    ),
    path("tickets/<int:ticket_id>/nudge/", interventions.nudge_holder, name="nudge"),
    path(
        "tickets/<int:ticket_id>/nudge/<int:event_id>/undoing/",
        interventions.undo_nudge,
        name="nudge-undoing",
    ),
    path("tickets/<int:ticket_id>/extension/", interventions.extend, name="extension"),
    path(
        "tickets/<int:ticket_id>/extension/<int:event_id>/undoing/",
        interventions.undo_extending,
        name="extension-undoing",
    ),
]
