from channels_in.models.check import Check
from channels_in.models.connection import Connection, MailboxCursor
from channels_in.models.guard import AutomaticMail, Block, IdempotentRequest, OutOfHoursReply, SecurityEvent
from channels_in.models.media_fetch import MediaFetch
from channels_in.models.name_fetch import NameFetch
from channels_in.models.pace import Pace
from channels_in.models.receipt import Receipt, ReceiptItem
from channels_in.models.reply_token import ReplyToken
from channels_in.models.visitor import Absence, PassedOn, Visitor, WayBack
from channels_in.models.voice import CallBack, CallBackTry, CallOrder, CallStep, Leg

__all__ = [
    "Absence",
    "AutomaticMail",
    "Block",
    "CallBack",
    "CallBackTry",
    "CallOrder",
    "CallStep",
    "Check",
    "Connection",
    "IdempotentRequest",
    "Leg",
    "MailboxCursor",
    "MediaFetch",
    "NameFetch",
    "OutOfHoursReply",
    "Pace",
    "PassedOn",
    "Receipt",
    "ReceiptItem",
    "ReplyToken",
    "SecurityEvent",
    "Visitor",
    "WayBack",
]
