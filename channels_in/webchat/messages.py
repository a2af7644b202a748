"""What a visitor sends: on disk before it is acknowledged, then worked off in the same breath."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_in import intake, raw_store
from channels_in.actions.take_receipt import take_receipt
from channels_in.api.fields import storable
from channels_in.hooks.gate import Shut, refuse_when_behind
from channels_in.mail import cleaning
from channels_in.models import Connection, Receipt, ReceiptItem, Visitor
from channels_in.network import network_of
from channels_in.webchat import limits, there
from channels_in.webchat.adapter import written_down
from channels_in.webchat.asking import asked_now
from channels_in.webchat.gate import VERSION, Said, answers, posting, text_in
from channels_in.webchat.house import house_of
from channels_in.webchat.shown import stamp
from channels_in.webchat.visitors import current_ticket, visitor_of
from tickets.capabilities import KINDS
from tickets.models import ChannelKind

LIMITS = KINDS[ChannelKind.WEBCHAT]
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
HELD = timedelta(seconds=5)  # by this thread; then the sweep takes it
File = tuple[str, str, bytes]


@posting("token", "key", "text", "page")
def take_message(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = visitor_of(connection, said.get("token"))
    text = cleaning.body(text_in(said, "text", longest=LIMITS.max_text)).strip()
    if not text:
        raise Shut(400, "missing")
    return _take(request, visitor, key=_key(said.get("key")), text=text, file=None)


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
@answers
def take_file(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    if request.content_type != "multipart/form-data":
        raise Shut(415, "bad_type")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LIMITS.max_file_bytes + 1024 * 1024:
        raise Shut(413, "too_large")
    fields, files = request.POST, request.FILES.getlist("file")
    if fields.get("v") != str(VERSION) or set(fields) - {"v", "token", "key", "text"}:
        raise Shut(400, "unknown_name")
    visitor = visitor_of(connection, fields.get("token"))
    if len(files) != 1 or set(request.FILES) != {"file"} or not files[0].size:
        raise Shut(400, "missing")
    if files[0].size > LIMITS.max_file_bytes:
        raise Shut(413, "too_large")
    limits.take(connection, "files", peer=_peer(request), visitor=visitor)
    text = cleaning.body(storable(fields.get("text", "")[: LIMITS.max_text])).strip()
    kept = (storable(files[0].name or "file"), storable(files[0].content_type or "")[:100], files[0].read())
    return _take(request, visitor, key=_key(fields.get("key")), text=text, file=kept)


def _take(
    request: HttpRequest, visitor: Visitor, *, key: str, text: str, file: File | None
) -> HttpResponseBase:
    connection = visitor.connection
    raw = written_down(visitor, key=key, text=text, file=file)
    source = f"chat:{connection.pk}:{visitor.pk}:{key}"
    receipt = Receipt.objects.filter(source_key=source).first()
    if receipt is None:
        _refuse_unasked(request, visitor)
        receipt = take_receipt(
            connection,
            raw,
            door=Receipt.Door.CHAT,
            envelope={"peer": network_of(_peer(request)), "language": visitor.language or get_language()},
            received_at=timezone.now(),
            source_key=source,
            claimed_for=HELD,
        )
        _work_off(receipt, connection, visitor.address)
    if not _is_same(receipt, raw):
        raise Shut(409, "key_reused")
    return _answer(receipt, key)


def _work_off(receipt: Receipt, connection: Connection, address: str) -> None:
    """It is written down: whatever fails from here on, the sweep does it again."""
    receipt.connection = connection
    if receipt.state == Receipt.State.PENDING and receipt.attempts == 1:
        intake.take_in(receipt)
        there.tell_pages(address)


def _refuse_unasked(request: HttpRequest, visitor: Visitor) -> None:
    connection = visitor.connection
    limits.take(connection, "messages", peer=_peer(request), visitor=visitor)
    refuse_when_behind()
    ticket = current_ticket(visitor)
    if ticket and ticket.is_active:
        return
    house = house_of(connection.channel, team_id=ticket.team_id if ticket else None)
    if missing := asked_now(visitor, house, has_ticket=False):
        raise Shut(422, "details_needed", fields=dict.fromkeys(missing, _("This is needed.")))
    limits.take(connection, "chats", peer=_peer(request), visitor=visitor)


def _is_same(receipt: Receipt, raw: bytes) -> bool:
    """By what they said: who they are may have been proved between the first time and this one."""
    kept, given = json.loads(raw_store.read(receipt)), json.loads(raw)
    return all(kept.get(name) == given.get(name) for name in ("visitor", "key", "text", "file"))


def _answer(receipt: Receipt, key: str) -> HttpResponseBase:
    item = ReceiptItem.objects.filter(receipt=receipt).order_by("pk").first()
    message = item.message_id if item else None
    said = {
        "key": key,
        "message": message,
        "at": stamp(receipt.received_at),
        "feed": None,  # it comes by the socket, or by the next look
    }
    return JsonResponse(said, status=202)


def _key(given: object) -> str:
    if not isinstance(given, str) or not KEY.fullmatch(given):
        raise Shut(400, "bad_key")
    return given


def _peer(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
