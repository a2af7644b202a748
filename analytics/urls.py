from django.urls import path

from analytics.views import answer, ratings

urlpatterns = [
    path("rate/<slug:token>/", answer.answer, name="rating"),
    path("ratings/", ratings.show, name="ratings"),
    path("ratings/tickets/<int:ticket_id>/", ratings.of_ticket, name="ticket-rating"),
]
