"""The signed API: docs/api.md is its contract. A request is written down before it is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from channels_in import raw_store
from channels_in.actions.take_once import KeyReused, Taken, take_once
from channels_in.actions.take_receipt import take_receipt
from channels_in.api import outbox
from channels_in.api.adapter import read
from channels_in.api.gate import let_in, open_for
from channels_in.api.payload import read_request
from channels_in.api.words import REFUSALS, fault_words
from channels_in.hooks.gate import Shut, body_of, refuse_when_behind, slow_down
from channels_in.models import Connection, Receipt, ReceiptItem
from helpdesk.lib.faults import FaultyData
from people.models import Company
from tickets import attachment_files
from tickets.models import Attachment

View = Callable[..., HttpResponseBase]
LONGEST_KEY = 255


def answers_in_json(view: View) -> View:
    """Every refusal is JSON with a code for programs and words for people; 503 means: send it again."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Shut as shut:
            return _refusal(shut)
        except FaultyData as error:
            errors = [
                {"path": fault.path, "code": fault.code, "words": fault_words(fault)}
                for fault in error.faults
            ]
            return JsonResponse({"error": _words("invalid"), "code": "invalid", "errors": errors}, status=400)
        except (DatabaseError, InterfaceError, OSError):
            return _refusal(Shut(503, "busy", retry_after=5))

    return answered


@csrf_exempt
@require_POST
@answers_in_json
def take_in(request: HttpRequest, connection: Connection | None) -> HttpResponseBase:
    raw = body_of(request)
    connection = let_in(request, connection, signed=raw)
    slow_down(connection)
    refuse_when_behind()
    items = len(read_request(raw))
    taken = _take(connection, raw, key=_key(request), items=items)
    response = JsonResponse(taken.answer, json_dumps_params={"sort_keys": True})  # a replay: the same bytes
    if taken.is_replay:
        response["Idempotency-Replayed"] = "true"
    return response


@csrf_exempt
@require_GET
@answers_in_json
def show_receipt(request: HttpRequest, token: str, receipt_id: int) -> HttpResponseBase:
    """What became of a request."""
    connection = open_for(request, token, signed=request.get_full_path().encode())
    slow_down(connection)
    receipt = Receipt.objects.filter(pk=receipt_id, connection=connection).first()
    if receipt is None:
        raise Shut(404, "not_found")
    prefix = Company.current().ticket_prefix
    items = [_shown(item, prefix) for item in _items_of(receipt, connection)]
    return JsonResponse({"receipt": receipt.pk, "items": items})


@csrf_exempt
@require_GET
@answers_in_json
def list_messages(request: HttpRequest, token: str) -> HttpResponseBase:
    connection = open_for(request, token, signed=request.get_full_path().encode())
    slow_down(connection)
    try:
        return JsonResponse(outbox.fetch(connection, request.GET.get("after", "")))
    except outbox.BadCursor as error:
        raise Shut(400, "bad_cursor") from error


@csrf_exempt
@require_GET
@answers_in_json
def show_file(request: HttpRequest, token: str, key: str) -> HttpResponseBase:
    connection = open_for(request, token, signed=request.get_full_path().encode())
    slow_down(connection)
    ours = Attachment.objects.filter(
        message__channel=connection.channel_id,
        message__direction="outbound",
        message__delivery__status__in=outbox.OUT,
    )
    attachment = ours.filter(key=key).first()
    if attachment is None:
        raise Shut(404, "not_found")
    return FileResponse(
        attachment_files.read(attachment),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )


def _take(connection: Connection, raw: bytes, *, key: str, items: int) -> Taken:
    def take() -> Receipt:
        return take_receipt(
            connection, raw, door=Receipt.Door.HTTP, envelope={"key": key}, received_at=timezone.now()
        )

    def answer(receipt: Receipt) -> dict[str, Any]:
        return {"receipt": receipt.pk, "items": items}

    if not key:
        return Taken(answer=answer(take()), is_replay=False)
    try:
        return take_once(connection, key, raw, take=take, answer=answer)
    except KeyReused as error:
        raise Shut(409, "key_reused") from error


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not key.isascii() or (key and not key.isprintable()):
        raise Shut(400, "bad_key")
    return key


def _items_of(receipt: Receipt, connection: Connection) -> QuerySet[ReceiptItem]:
    """Also what came in an earlier request already: it belongs to that one, and was only counted here."""
    theirs = Q(receipt=receipt)
    if receipt.state == Receipt.State.DONE:
        named = [one.external_id for one in read(receipt, raw_store.read(receipt))]
        theirs |= Q(channel=connection.channel_id, external_id__in=named)
    return ReceiptItem.objects.filter(theirs).select_related("message").order_by("pk")


def _shown(item: ReceiptItem, prefix: str) -> dict[str, Any]:
    return {
        "id": item.external_id,
        "outcome": item.outcome,
        "reason": item.reason,
        "ticket": f"{prefix}-{item.message.ticket_id}" if item.message else None,
        "message": item.message_id,
        "repeats": item.repeats,
        "receipt": item.receipt_id,
    }


def _refusal(shut: Shut) -> JsonResponse:
    said = {"error": _words(shut.code, **shut.params), "code": shut.code}
    response = JsonResponse(said, status=shut.status)
    if shut.retry_after:
        response["Retry-After"] = str(shut.retry_after)
    return response


def _words(code: str, **params: object) -> str:
    return str(REFUSALS[code]) % params
