from django.urls import path

from analytics.views import answer

urlpatterns = [
    path("rate/<slug:token>/", answer.answer, name="rating"),
]
