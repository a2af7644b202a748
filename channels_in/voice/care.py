"""What the test button asks about a telephone number at Twilio, and how Twilio is told where we listen.

Source: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource.
"""

from __future__ import annotations

from urllib.parse import quote

from channels_in.care.finding import Care, Finding
from channels_in.care.hook_address import hook_address, is_ours, is_reachable
from channels_in.chat.reading import part, words
from channels_in.models import Connection
from channels_in.sms.care import check_token, number_at_twilio, why_refused
from channels_in.twilio.rest import tell
from channels_in.voice.phone import NOTICE, Phone


def check_number(connection: Connection) -> Finding:
    reply, number = number_at_twilio(connection)
    if problem := why_refused(reply):
        return Finding(step="token", problem=problem, detail=reply.detail)
    if number is None:
        return Finding(step="token", problem="send_number")
    is_able = part(number, "capabilities").get("voice") is True
    return Finding(step="token", problem="" if is_able else "send_no_voice")


def check_hook(connection: Connection) -> Finding:
    """A trunk or an application on the number would answer instead of us."""
    _, number = number_at_twilio(connection)
    url = words(number or {}, "voice_url", longest=500)
    if not url:
        return Finding(step="hook", problem="hook_not_set")
    if not is_ours(url.partition("#")[0].removesuffix("call/"), connection):
        return Finding(step="hook", problem="hook_elsewhere", detail=url.partition("#")[0])
    if words(number or {}, "voice_application_sid") or words(number or {}, "trunk_sid"):
        return Finding(step="hook", problem="hook_overridden")
    return Finding(step="hook")


def set_hook(connection: Connection) -> Finding:
    if not is_reachable():
        return Finding(step="hook", problem="hook_unreachable", detail=hook_address(connection))
    reply, number = number_at_twilio(connection)
    if problem := why_refused(reply):
        return Finding(step="hook", problem=problem, detail=reply.detail)
    if number is None:
        return Finding(step="hook", problem="hook_by_hand")
    phone = Phone.of(connection)
    form = [
        ("VoiceUrl", phone.url("call")),
        ("VoiceMethod", "POST"),
        ("VoiceFallbackUrl", phone.url("call/fallback")),
        ("VoiceFallbackMethod", "POST"),
        ("StatusCallback", phone.url("ended", fragment=NOTICE)),
        ("StatusCallbackMethod", "POST"),
        ("VoiceApplicationSid", ""),
    ]
    told = tell(connection, f"IncomingPhoneNumbers/{quote(words(number, 'sid', longest=34))}.json", form)
    return Finding(step="hook", problem=why_refused(told), detail=told.detail if told.status >= 300 else "")


CARE = Care(steps=(check_number, check_hook, check_token), connect=set_hook)
