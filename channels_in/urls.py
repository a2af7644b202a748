from django.urls import include, path

from channels_in.api import views as api
from channels_in.form import views as form
from channels_in.hooks import views as hooks
from channels_in.simulator import phone_views as phones
from channels_in.simulator import shop
from channels_in.simulator import telephone_views as telephone
from channels_in.simulator import views as simulator
from channels_in.views import files, visitor
from channels_in.voice.music import music
from channels_in.webchat import hosted
from channels_in.webchat import script as webchat_script

urlpatterns = [
    path("hooks/<slug:token>/", hooks.knock, name="hook"),
    path("hooks/<slug:token>/messages/", api.list_messages, name="hook-messages"),
    path("hooks/<slug:token>/receipts/<int:receipt_id>/", api.show_receipt, name="hook-receipt"),
    path("hooks/<slug:token>/files/<slug:key>/", api.show_file, name="hook-file"),
    path("hooks/<slug:token>/<path:beneath>/", hooks.knock, name="hook-beneath"),
    path("phone/music.wav", music, name="phone-music"),
    path("forms/<slug:token>/", form.write, name="form"),
    path("forms/<slug:token>/thanks/", form.thanks, name="form-thanks"),
    path("attachments/<slug:key>/fetch/", files.ask_again, name="file-fetch"),
    # web chat: the script and the hosted page
    path("chat/widget.js", webchat_script.script, name="chat-script"),
    path("chat/<slug:key>/", hosted.show, name="chat-page"),
    path("chat/<slug:key>/preview/", hosted.preview, name="chat-preview"),
    path("chat/<slug:key>/", include("channels_in.webchat.urls")),
    path("tickets/<int:ticket_id>/visitor/", visitor.show, name="visitor"),
    path("tickets/<int:ticket_id>/visitor/block/", visitor.block, name="visitor-block"),
    path("simulator/", simulator.show, name="simulator"),
    path("simulator/shop/", shop.show, name="simulator-shop"),
    path("simulator/mail/", simulator.show_mail, name="simulator-mail"),
    path("simulator/mails/", simulator.send, name="simulator-mails"),
    path("simulator/phones/<slug:kind>/", phones.show, name="simulator-phone"),
    path("simulator/phones/<slug:kind>/screen/", phones.show_screen, name="simulator-screen"),
    path("simulator/phones/<slug:kind>/acts/", phones.act, name="simulator-acts"),
    path("simulator/phones/<slug:kind>/people/", phones.add_person, name="simulator-people"),
    path("simulator/phones/<slug:kind>/state/", phones.set_state, name="simulator-state"),
    path("simulator/phones/<slug:kind>/mood/", phones.set_mood, name="simulator-mood"),
    path("simulator/telephone/", telephone.show, name="simulator-telephone"),
    path("simulator/telephone/lines/", telephone.show_lines, name="simulator-lines"),
    path("simulator/telephone/calls/", telephone.call, name="simulator-call"),
    path("simulator/telephone/lines/<slug:sid>/", telephone.act, name="simulator-line"),
    path("simulator/files/<int:channel_id>/<slug:key>/", phones.show_file, name="simulator-file"),
]
