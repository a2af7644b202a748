from django.urls import path

from routing.views import offers

app_name = "offers"

urlpatterns = [
    path("mine/", offers.mine, name="mine"),
    path("<int:offer_id>/acceptance/", offers.accept, name="acceptance"),
    path("<int:offer_id>/refusal/", offers.decline, name="refusal"),
]
