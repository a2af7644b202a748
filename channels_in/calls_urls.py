from django.urls import path

from channels_in.views import calls

app_name = "calls"

urlpatterns = [
    path("", calls.show, name="all"),
    path("mine/", calls.mine, name="mine"),
    path("legs/<int:leg_id>/transfer/", calls.transfer, name="transfer"),
    path("legs/<int:leg_id>/end/", calls.end, name="end"),
    path("tickets/<int:ticket_id>/call-backs/", calls.call_backs, name="call-backs"),
    path("call-backs/<int:call_back_id>/stop/", calls.stop, name="call-back-stop"),
]
