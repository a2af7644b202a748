"""SMS by Twilio as the demo plays it."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from channels_in.care.hook_address import hook_address
from channels_in.fakes.server import Asked, Told
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Arrived, Letter, Person
from channels_in.simulator.manners.manners import BLOCKED, OFF, OPEN, PICTURE, TEXT, Usual, fresh
from channels_in.simulator.screen import Bubble
from channels_in.sms.fake import FakeTwilio, error
from channels_in.twilio.forms import CONTENT_TYPE
from channels_in.twilio.rest import VERSION, account_of

SAYS = {"sent": "sent", "delivered": "delivered", "failed": "undelivered"}
HANDSET_OFF = "30003"


class SmsManners(Usual):
    acts = frozenset({TEXT, PICTURE})
    states: tuple[str, ...] = (OPEN, OFF, BLOCKED)
    hint = "+62 812 3456 7890"

    def address_of(self, written: str) -> str:
        found = "+" + re.sub(r"[^0-9]", "", written)
        return found if re.fullmatch(r"\+[1-9][0-9]{6,14}", found) else ""

    def fake(self, connection: Connection) -> FakeTwilio:
        held = connection.secrets
        return FakeTwilio(
            account=account_of(connection),
            number=str(connection.options.get("number", "")),
            token=str((held.get("auth_tokens") or [""])[0]),
            key=(str(held.get("api_key_sid", "")), str(held.get("api_key_secret", ""))),
            url=settings.PROVIDERS.twilio,
            hooks={"sms_url": hook_address(connection)},
            _numbers=count(fresh()),
        )

    def is_for(self, asked: Asked, connection: Connection) -> bool:
        start = f"/{VERSION}/Accounts/{account_of(connection)}"
        return bool(account_of(connection)) and asked.path.startswith(start)

    def file_of(self, connection: Connection, act: Act) -> str:
        return media_of(act)

    def holds(self, fake: FakeTwilio, name: str, content: bytes, content_type: str) -> None:
        fake.media[name] = Told(body=content, headers={"Content-Type": content_type})

    def arrived(self, fake: FakeTwilio, taken: Mapping[str, Any]) -> Arrived:
        callback = urlsplit(str(taken.get("callback", ""))).path
        beneath = callback.partition("/hooks/")[2].partition("/")[2].strip("/")
        return Arrived(
            address=str(taken["to"]),
            name=str(taken["sid"]),
            text=str(taken["body"]),
            mark={"beneath": beneath},
        )

    def new_name(self) -> str:
        return f"SM{secrets.token_hex(16)}"

    def said(self, connection: Connection, person: Person, act: Act) -> Letter:
        form = {
            "ToCountry": "ID",
            "MessageSid": act.name,
            "SmsSid": act.name,
            "SmsMessageSid": act.name,
            "SmsStatus": "received",
            "AccountSid": account_of(connection),
            "From": person.address,
            "To": str(connection.options.get("number", "")),
            "Body": act.text,
            "NumSegments": "1",
            "NumMedia": "0",
            "ApiVersion": VERSION,
        }
        if act.kind == PICTURE:
            path = f"/{VERSION}/Accounts/{account_of(connection)}/Messages/{act.name}/Media/{media_of(act)}"
            form |= {"NumMedia": "1", "MediaUrl0": f"{settings.PROVIDERS.twilio}{path}"}
            form["MediaContentType0"] = act.content_type
        return Letter(body=urlencode(form).encode(), content_type=CONTENT_TYPE)

    def told(
        self, connection: Connection, person: Person, bubble: Bubble, status: str, *, at: float
    ) -> Letter | None:
        """To the address that came with the message."""
        beneath, says = bubble.mark.get("beneath", ""), SAYS.get(status)
        if not beneath or not says:
            return None
        form = {
            "SmsSid": bubble.name,
            "MessageSid": bubble.name,
            "SmsStatus": says,
            "MessageStatus": says,
            "AccountSid": account_of(connection),
            "From": str(connection.options.get("number", "")),
            "To": person.address,
            "ApiVersion": VERSION,
        }
        if status == "failed":
            form["ErrorCode"] = HANDSET_OFF
        return Letter(body=urlencode(form).encode(), content_type=CONTENT_TYPE, beneath=beneath)

    def trouble(self, status: int) -> Told:
        if status == 429:
            return error(20429, "Too Many Requests", status=429)
        return error(20500, "Internal Server Error", status=status)


def media_of(act: Act) -> str:
    return f"ME{hashlib.sha256(act.name.encode()).hexdigest()[:32]}"
