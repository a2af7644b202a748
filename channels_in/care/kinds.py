"""How each kind of channel is looked after: a new kind that has a provider is a line here."""

from __future__ import annotations

from channels_in.care.finding import Care
from channels_in.line.care import CARE as LINE
from channels_in.meta.direct.care import CARE as DIRECT
from channels_in.sms.care import CARE as SMS
from channels_in.telegram.care import CARE as TELEGRAM
from channels_in.voice.care import CARE as VOICE
from channels_in.whatsapp.care import CARE as WHATSAPP
from tickets.models import ChannelKind

CARES: dict[str, Care] = {
    ChannelKind.WHATSAPP: WHATSAPP,
    ChannelKind.MESSENGER: DIRECT,
    ChannelKind.INSTAGRAM: DIRECT,
    ChannelKind.TELEGRAM: TELEGRAM,
    ChannelKind.LINE: LINE,
    ChannelKind.SMS: SMS,
    ChannelKind.VOICE: VOICE,
}
