"""Who plays which kind of channel in the demo: a new kind that is called by HTTP is a line here."""

from __future__ import annotations

from channels_in.simulator.manners.direct import DirectManners
from channels_in.simulator.manners.line import LineManners
from channels_in.simulator.manners.manners import Manners
from channels_in.simulator.manners.sms import SmsManners
from channels_in.simulator.manners.telegram import TelegramManners
from channels_in.simulator.manners.whatsapp import WhatsAppManners
from tickets.models import ChannelKind

MANNERS: dict[str, Manners] = {
    ChannelKind.WHATSAPP: WhatsAppManners(),
    ChannelKind.MESSENGER: DirectManners(ChannelKind.MESSENGER),
    ChannelKind.INSTAGRAM: DirectManners(ChannelKind.INSTAGRAM),
    ChannelKind.TELEGRAM: TelegramManners(),
    ChannelKind.LINE: LineManners(),
    ChannelKind.SMS: SmsManners(),
}
PROVIDERS: dict[str, tuple[str, ...]] = {  # who stands behind an address of helpdesk/provider_environment.py
    "graph": (ChannelKind.WHATSAPP, ChannelKind.MESSENGER, ChannelKind.INSTAGRAM),
    "telegram": (ChannelKind.TELEGRAM,),
    "line": (ChannelKind.LINE,),
    "twilio": (ChannelKind.SMS,),
}
