"""Requests about SMS, as Twilio would send them: signed here by other code than the product's."""

from __future__ import annotations

from itertools import count
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from channels_in.models import Connection, ReceiptItem
from channels_in.twilio import fake_calls
from tests.builders import a_channel
from tests.channels_in.mails import work

TOKEN = "the auth token"
ACCOUNT = "AC00000000000000000000000000000001"
OURS, BUDI = "+15005550006", "+6281234567890"
EMPTY = ("FromCity", "FromState", "FromZip", "ToCity", "ToState", "ToZip")
_n = count(1)

Pairs = list[tuple[str, str]]


def a_number(
    *, tokens: list[str] | None = None, channel: dict[str, Any] | None = None, **options: Any
) -> Connection:
    """A channel with a number at Twilio, that is signed by the first token."""
    fields = {"kind": "sms", "language": "id", "undo_seconds": 0, **(channel or {})}
    return Connection.objects.create(
        channel=a_channel(**fields),
        options={"account_sid": ACCOUNT, "number": OURS, **options},
        secrets={
            "auth_tokens": [TOKEN] if tokens is None else tokens,
            "api_key_sid": "SK" + "1" * 32,
            "api_key_secret": "the secret of the key",
        },
    )


def a_sid(prefix: str = "SM") -> str:
    return f"{prefix}{0xC0FFEE0000 + next(_n):032x}"


def an_sms(body: str = "Halo, paket saya belum sampai", **fields: Any) -> dict[str, str]:
    sid = fields.pop("MessageSid", None) or a_sid()
    return {
        "ToCountry": "US",
        **dict.fromkeys(EMPTY, ""),
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": body,
        "FromCountry": "ID",
        "To": OURS,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": BUDI,
        "ApiVersion": "2010-04-01",
        **{name: str(value) for name, value in fields.items()},
    }


def pairs_of(form: Pairs | dict[str, str]) -> Pairs:
    return list(form.items()) if isinstance(form, dict) else form


def as_twilio_writes(form: Pairs | dict[str, str]) -> bytes:
    return fake_calls.written(pairs_of(form))


def signature_of(url: str, form: Pairs | dict[str, str], token: str = TOKEN) -> str:
    return fake_calls.signature_of(url, pairs_of(form), token)


def address_of(connection: Connection, beneath: str = "") -> str:
    return f"{settings.BASE_URL}/hooks/{connection.token}/{beneath}"


def post(
    client: Client,
    connection: Connection,
    pairs: Pairs | dict[str, str] | bytes,
    *,
    beneath: str = "",
    signature: str | None = None,
    token: str = TOKEN,
    **headers: str,
) -> HttpResponse:
    raw = pairs if isinstance(pairs, bytes) else as_twilio_writes(pairs)
    if signature is None and not isinstance(pairs, bytes):
        signature = signature_of(address_of(connection, beneath), pairs, token)
    if signature:
        headers = {"X-Twilio-Signature": signature, **headers}
    return client.post(
        f"/hooks/{connection.token}/{beneath}",
        raw,
        content_type="application/x-www-form-urlencoded; charset=UTF-8",
        headers=headers,
    )


def arrives(client: Client, connection: Connection, body: str = "Halo", **fields: Any) -> ReceiptItem:
    """Posted, taken and worked off; the newest item."""
    assert post(client, connection, an_sms(body, **fields)).status_code == 200
    work()
    return ReceiptItem.objects.latest("pk")


def tells(
    client: Client, connection: Connection, taken: dict[str, Any], status: str, **fields: str
) -> HttpResponse:
    """Twilio reports about a message of ours, to the address that it was given with it."""
    parts = urlsplit(taken["callback"])
    assert parts.fragment and not parts.query
    beneath = parts.path.removeprefix(f"/hooks/{connection.token}/")
    form = {
        "SmsSid": taken["sid"],
        "SmsStatus": status,
        "MessageStatus": status,
        "To": taken["to"],
        "MessageSid": taken["sid"],
        "AccountSid": ACCOUNT,
        "From": OURS,
        "ApiVersion": "2010-04-01",
        **fields,
    }
    return post(client, connection, form, beneath=beneath)
