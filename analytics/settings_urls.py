from django.urls import path

from analytics.views import plans

urlpatterns = [
    path("surveys/", plans.show, name="surveys"),
    path("surveys/<int:channel_id>/", plans.change, name="survey"),
]
