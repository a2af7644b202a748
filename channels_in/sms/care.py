"""What the test button asks about a number at Twilio, and how Twilio is told where we listen.

Source: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource. The Auth Token is asked about apart:
a key for sending may not read the account, and only the token signs what comes.
"""

from __future__ import annotations

from urllib.parse import quote

from channels_in.care.finding import Care, Finding
from channels_in.care.hook_address import hook_address, is_ours, is_reachable
from channels_in.chat.reading import Data, part, parts, words
from channels_in.models import Connection
from channels_in.sms.door import FALLBACK
from channels_in.twilio.rest import AGAIN, Reply, ask, ask_account, tell


def check_number(connection: Connection) -> Finding:
    if not connection.options.get("number"):
        return _check_messages(connection)
    reply, number = number_at_twilio(connection)
    if problem := why_refused(reply):
        return Finding(step="token", problem=problem, detail=reply.detail)
    if number is None:
        return Finding(step="token", problem="send_number")
    can = part(number, "capabilities")
    is_able = can.get("sms") is True or can.get("SMS") is True
    return Finding(step="token", problem="" if is_able else "send_no_sms")


def check_hook(connection: Connection) -> Finding:
    if not connection.options.get("number"):
        return Finding(step="hook")
    _, number = number_at_twilio(connection)
    url = words(number or {}, "sms_url", longest=500)
    if not url:
        return Finding(step="hook", problem="hook_not_set")
    if not is_ours(url, connection):
        return Finding(step="hook", problem="hook_elsewhere", detail=url.partition("#")[0])
    if words(number or {}, "sms_application_sid"):
        return Finding(step="hook", problem="hook_overridden")
    return Finding(step="hook")


def check_token(connection: Connection) -> Finding:
    """What comes is signed with it: without it every message would be refused."""
    reply = ask_account(connection)
    if reply.status != 200:
        return Finding(step="secret", problem="hook_secret", detail=reply.detail)
    facts = {"account": words(reply.body, "type", longest=20)}
    is_active = words(reply.body, "status") == "active"
    return Finding(step="secret", problem="" if is_active else "send_restricted", facts=facts)


def set_hook(connection: Connection) -> Finding:
    if not is_reachable():
        return Finding(step="hook", problem="hook_unreachable", detail=hook_address(connection))
    reply, number = number_at_twilio(connection)
    if problem := why_refused(reply):
        return Finding(step="hook", problem=problem, detail=reply.detail)
    if number is None:
        return Finding(step="hook", problem="hook_by_hand")
    address = hook_address(connection)
    form = [
        ("SmsUrl", address + AGAIN),
        ("SmsMethod", "POST"),
        ("SmsFallbackUrl", f"{address}{FALLBACK}/{AGAIN}"),
        ("SmsFallbackMethod", "POST"),
        ("SmsApplicationSid", ""),
    ]
    told = tell(connection, f"IncomingPhoneNumbers/{quote(words(number, 'sid', longest=34))}.json", form)
    return Finding(step="hook", problem=why_refused(told), detail=told.detail if told.status >= 300 else "")


def number_at_twilio(connection: Connection) -> tuple[Reply, Data | None]:
    number = str(connection.options.get("number", ""))
    if not number:
        return Reply(status=200, body={}), None
    reply = ask(connection, f"IncomingPhoneNumbers.json?PhoneNumber={quote(number, safe='')}")
    found = (one for one in parts(reply.body, "incoming_phone_numbers"))
    return reply, next((one for one in found if words(one, "phone_number") == number), None)


def _check_messages(connection: Connection) -> Finding:
    reply = ask(connection, "Messages.json?PageSize=1")
    return Finding(step="token", problem=why_refused(reply), detail=reply.detail)


def why_refused(reply: Reply) -> str:
    if reply.status < 300:
        return ""
    if reply.status == 401:
        return "send_token"
    if reply.status == 403:
        return "send_permission"
    return "send_unreachable" if reply.status >= 500 else "send_number"


CARE = Care(steps=(check_number, check_hook, check_token), connect=set_hook)
