"""Below /chat/<key>/: what the widget of one web chat asks for."""

from django.urls import path

from channels_in.webchat import files, messages, rating, settings, views

urlpatterns = [
    path("settings/", settings.show_settings, name="chat-settings"),
    path("visits/", views.visits, name="chat-visits"),
    path("feed/", views.show_feed, name="chat-feed"),
    path("history/", views.show_history, name="chat-history"),
    path("messages/", messages.take_message, name="chat-messages"),
    path("files/", messages.take_file, name="chat-files"),
    path("files/<slug:file>/", files.show_file, name="chat-file"),
    path("links/", files.links, name="chat-links"),
    path("details/", views.details, name="chat-details"),
    path("marks/", views.marks, name="chat-marks"),
    path("typing/", views.typing, name="chat-typing"),
    path("rating/", rating.rate, name="chat-rating"),
    path("leave/", views.leave, name="chat-leave"),
    path("end/", views.end, name="chat-end"),
    path("forget/", views.forget, name="chat-forget"),
]
