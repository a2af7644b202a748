from django.urls import path

from channels_in.api import views as api
from channels_in.form import views as form
from channels_in.simulator import views as simulator

urlpatterns = [
    path("hooks/<str:token>/", api.take_in, name="hook"),
    path("hooks/<str:token>/messages/", api.list_messages, name="hook-messages"),
    path("hooks/<str:token>/receipts/<int:receipt_id>/", api.show_receipt, name="hook-receipt"),
    path("hooks/<str:token>/files/<str:key>/", api.show_file, name="hook-file"),
    path("forms/<str:token>/", form.write, name="form"),
    path("forms/<str:token>/thanks/", form.thanks, name="form-thanks"),
    path("simulator/", simulator.show, name="simulator"),
    path("simulator/mail/", simulator.show_mail, name="simulator-mail"),
    path("simulator/mails/", simulator.send, name="simulator-mails"),
]
