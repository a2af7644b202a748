"""The door that Twilio calls: by SMS and telephone alike. There is no greeting; every request is signed."""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from channels_in.hooks.door import PlainDoor
from channels_in.models import Connection
from channels_in.twilio.forms import CONTENT_TYPE, Pair, TooManyFields, pairs_in
from channels_in.twilio.signature import HEADER, is_signed, sign

BENEATH = "beneath"  # in the envelope: which of the hook's addresses was called
DIGEST = "bodySHA256"  # in the query, for bodies that are no form


class TwilioDoor(PlainDoor):
    too_fast = 503  # is sent again; 429 is not

    def why_refused(self, request: HttpRequest, raw: bytes, connection: Connection) -> str:
        is_form = request.content_type == CONTENT_TYPE
        try:
            pairs = pairs_in(raw) if is_form else []
        except TooManyFields:
            return "bad_signature"
        is_theirs = is_signed(
            connection.secrets.get("auth_tokens", []),
            signature=request.headers.get(HEADER, ""),
            url=address_called(request),
            pairs=pairs,
        )
        if not is_theirs or not _is_whole(request, raw, is_form=is_form):
            return "bad_signature"
        return "other_account" if _is_of_another(pairs, connection) else ""

    def signed(self, raw: bytes, connection: Connection, address: str) -> dict[str, str] | None:
        tokens = connection.secrets.get("auth_tokens") or []
        if not tokens:
            return None
        return {"Content-Type": CONTENT_TYPE, HEADER: sign(tokens[0], address, pairs_in(raw))}

    def envelope(self, request: HttpRequest, raw: bytes, connection: Connection) -> dict[str, str]:
        return {BENEATH: beneath(request)}


def address_called(request: HttpRequest) -> str:
    """As we had told it to Twilio. Nothing in the request can say under which name we are known: a proxy in
    front of us speaks http and another host, and so could anybody.
    """
    query = request.META.get("QUERY_STRING", "")
    return f"{settings.BASE_URL}{request.path}" + (f"?{query}" if query else "")


def beneath(request: HttpRequest) -> str:
    called = request.resolver_match
    return str(called.kwargs.get("beneath", "")) if called else ""


def _is_whole(request: HttpRequest, raw: bytes, *, is_form: bool) -> bool:
    """A signature over the address alone says nothing of the body: its digest in the address must."""
    digest = request.GET.get(DIGEST)
    if digest is None:
        return is_form
    return hmac.compare_digest(sha256(raw).hexdigest().encode(), digest.encode())


def _is_of_another(pairs: list[Pair], connection: Connection) -> bool:
    """What names no account is of the one whose token signed it."""
    ours = str(connection.options.get("account_sid", "")).encode()
    return any(value != ours for name, value in pairs if name == b"AccountSid")
