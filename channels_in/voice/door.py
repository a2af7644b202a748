"""What Twilio calls about calls: questions, which are answered at once with what happens next, and notices,
which are written down and worked off like all that comes in.
"""

from __future__ import annotations

import logging
import re

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from channels_in.actions.note_health import note_problem
from channels_in.api.fields import storable
from channels_in.models import Connection, Receipt
from channels_in.twilio.door import TwilioDoor, beneath
from channels_in.twilio.forms import fields_in
from channels_in.voice import control
from channels_in.voice.asking import Asking
from channels_in.voice.phone import Phone

log = logging.getLogger(__name__)

NOTICES = re.compile(
    r"ended|recording/(?P<call>\d{1,12})|leg/(?P<leg>\d{1,12})/status|callback/(?P<try>\d{1,12})/status"
)
XML = "text/xml"


class VoiceDoor(TwilioDoor):
    largest = 64 * 1024

    def has(self, beneath: str) -> bool:
        return bool(NOTICES.fullmatch(beneath)) or control.is_asked_at(beneath)

    def at_once(self, request: HttpRequest, raw: bytes, connection: Connection) -> HttpResponse | None:
        path = beneath(request)
        if not control.is_asked_at(path):
            return None
        fields = fields_in(raw)
        if "ErrorCode" in fields:  # something of ours did not get through to them
            code = storable(fields["ErrorCode"])[:20]
            log.warning("Twilio fell back: %s at %s", code, path)
            note_problem(connection, "hook_failing", detail=f"Twilio {code}")
        asking = Asking(
            connection=connection, phone=Phone.of(connection), path=path, fields=fields, at=timezone.now()
        )
        return HttpResponse(control.answer(asking, raw), content_type=XML)

    def thanks(self, receipt: Receipt, raw: bytes) -> HttpResponse:
        return HttpResponse(status=200, content_type=XML)
