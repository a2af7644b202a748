"""What Twilio asks of us, as the fake and the tests ask it: signed by other code than the product's, and
tried again as the fragment of the address says. Source:
twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from urllib.parse import parse_qs, quote_plus, urldefrag

Pairs = Sequence[tuple[str, str]]
Form = Mapping[str, str]
Send = Callable[
    [str, bytes, Mapping[str, str]], int | None
]  # address, body, headers → status; None: nobody there
FAILED = "11200"


def call(send: Send, *addresses: str, form: Form, token: str) -> list[int | None]:
    """What came of each try: at the first address, then at the next, which is told why."""
    tries: list[int | None] = []
    told: Form = form
    for address in addresses:
        tries += _try(send, address, told, token)
        if _is_taken(tries[-1]):
            break
        told = {**form, "ErrorCode": FAILED, "ErrorUrl": urldefrag(address).url}
    return tries


def written(pairs: Pairs) -> bytes:
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()


def signature_of(url: str, pairs: Pairs, token: str) -> str:
    """By the words of the provider's page, over one long text."""
    said = url
    for name, values in groupby(sorted(set(pairs)), key=lambda pair: pair[0]):
        said += "".join(name + value for _, value in values)
    return base64.b64encode(hmac.digest(token.encode(), said.encode(), hashlib.sha1)).decode()


def _try(send: Send, address: str, form: Form, token: str) -> list[int | None]:
    url, fragment = urldefrag(address)
    wishes = parse_qs(fragment)
    again, after = int(wishes.get("rc", ["1"])[0]), wishes.get("rp", ["ct"])[0].split(",")
    pairs = list(form.items())
    headers = {"X-Twilio-Signature": signature_of(url, pairs, token)}
    tries: list[int | None] = []
    for _ in range(again + 1):
        tries.append(send(url, written(pairs), headers))
        if _is_taken(tries[-1]) or _trouble(tries[-1]) not in after:
            break
    return tries


def _is_taken(status: int | None) -> bool:
    return status is not None and status < 300


def _trouble(status: int | None) -> str:
    return "ct" if status is None else f"{status // 100}xx"
