"""The address that providers call. What they say is written down before they are thanked for it."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_in import kinds
from channels_in.actions.count_refusal import count_refusal
from channels_in.actions.take_receipt import take_receipt
from channels_in.api import views as api
from channels_in.hooks.door import Door
from channels_in.hooks.gate import Shut, body_of, refuse_when_behind, slow_down
from channels_in.models import Connection, Receipt
from tickets.models import ChannelKind


@csrf_exempt
@require_http_methods(["GET", "POST"])
def knock(request: HttpRequest, token: str, beneath: str = "") -> HttpResponseBase:
    try:
        connection = Connection.objects.select_related("channel").filter(token=token).first()
        door = kinds.KINDS[connection.channel.kind].door if connection else None
        if connection is None or (door is None and not beneath):
            is_api = connection is not None and connection.channel.kind == ChannelKind.API
            return api.take_in(request, connection if is_api else None)  # it answers for what nobody knows
        if door is None or not door.has(beneath):
            raise Shut(404, "no_such_address")
        return _answer(request, connection, door)
    except Shut as shut:
        response = HttpResponse(status=shut.status)
        if shut.retry_after:
            response["Retry-After"] = str(shut.retry_after)
        return response
    except (DatabaseError, InterfaceError, OSError):
        return HttpResponse(status=503, headers={"Retry-After": "5"})


def _answer(request: HttpRequest, connection: Connection, door: Door) -> HttpResponse:
    if request.method == "GET":
        greeting = door.greet(request, connection)
        if greeting is None:
            count_refusal(connection, "bad_greeting")
            raise Shut(403, "not_genuine")
        return greeting
    raw = body_of(request, door.largest)
    if reason := door.why_refused(request, raw, connection):
        count_refusal(connection, reason)
        raise Shut(401, "not_genuine")
    if not (connection.channel.is_active or door.takes_while_off):
        raise Shut(503, "switched_off", retry_after=600)  # providers keep it and come again
    if (answer := door.at_once(request, raw, connection)) is not None:
        return answer
    slow_down(connection, door.too_fast)
    refuse_when_behind()
    receipt = take_receipt(
        connection,
        raw,
        door=Receipt.Door.HTTP,
        envelope=door.envelope(request, raw, connection),
        received_at=timezone.now(),
    )
    return door.thanks(receipt, raw)
