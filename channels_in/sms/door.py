"""What Twilio calls about SMS: the hook itself, the same again when that failed, and one address for the
reports about each message of ours.
"""

from __future__ import annotations

import re

from django.http import HttpResponse

from channels_in.models import Receipt
from channels_in.twilio.door import BENEATH, TwilioDoor

FALLBACK = "fallback"
STATUS = re.compile(r"status/(?P<key>[0-9a-z-]{1,80})")
NO_ANSWER = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'


class SmsDoor(TwilioDoor):
    def has(self, beneath: str) -> bool:
        return beneath in {"", FALLBACK} or bool(STATUS.fullmatch(beneath))

    def thanks(self, receipt: Receipt, raw: bytes) -> HttpResponse:
        """TwiML without a message in it. Any plain text would be sent to the customer as our answer."""
        if key_in(receipt):
            return HttpResponse(status=200, content_type="text/xml")
        return HttpResponse(NO_ANSWER, content_type="text/xml")


def key_in(receipt: Receipt) -> str:
    """Of the message that a report is about; nothing where it is no report."""
    found = STATUS.fullmatch(str(receipt.envelope.get(BENEATH, "")))
    return found["key"] if found else ""
