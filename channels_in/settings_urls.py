from __future__ import annotations

from django.urls import path

from channels_in.views import (
    blocks,
    channel_care,
    channel_health,
    channel_keys,
    channels,
    chat_site,
    out_of_hours,
)

urlpatterns = [
    path("out-of-hours/", out_of_hours.show, name="out-of-hours"),
    path("out-of-hours/<int:channel_id>/", out_of_hours.change, name="out-of-hours-reply"),
    path("out-of-hours/<int:channel_id>/preview/", out_of_hours.preview, name="out-of-hours-preview"),
    path("channels/", channels.show, name="channels"),
    path("channels/new/", channel_care.choose, name="channel-kinds"),
    path("channels/health/", channel_health.show, name="channel-health"),
    path("channels/guide/<slug:kind>/", channel_care.show_guide, name="channel-guide"),
    path("channels/new/<slug:kind>/", channels.new, name="new-channel"),
    path("channels/<int:channel_id>/", channels.change, name="channel"),
    path("channels/<int:channel_id>/test/", channels.probe, name="channel-test"),
    path("channels/<int:channel_id>/hook/", channel_care.connect, name="channel-hook"),
    path("channels/<int:channel_id>/pause/", channel_care.pause, name="channel-pause"),
    path("channels/<int:channel_id>/templates/", channel_care.templates, name="channel-templates"),
    path("channels/<int:channel_id>/key/", channel_keys.key, name="channel-key"),
    path("channels/<int:channel_id>/site/", chat_site.show, name="chat-site"),
    path("blocks/", blocks.show, name="blocks"),
    path("blocks/<int:block_id>/removal/", blocks.remove, name="block-removal"),
]
