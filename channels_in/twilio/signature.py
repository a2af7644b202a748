"""Is a request from Twilio? HMAC-SHA1 with the account's Auth Token over the address and all parameters.

Source: twilio.com/docs/usage/security, and for names that come more than once what the official libraries
agree on. There is no time in it: an old request that is genuine is a repeat, not a forgery.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from channels_in.twilio.forms import Pair

HEADER = "X-Twilio-Signature"
SHAPE = re.compile(r"[A-Za-z0-9+/]{27}=")
NOBODYS = "no account has this token"
USUAL = {"https": 443, "http": 80}


def sign(token: str, url: str, pairs: Iterable[Pair] = ()) -> str:
    """Each name in the order of bytes, right behind it its value; different values of one name are sorted."""
    values: dict[bytes, set[bytes]] = {}
    for name, value in pairs:
        values.setdefault(name, set()).add(value)
    said = b"".join(name + value for name in sorted(values) for value in sorted(values[name]))
    return base64.b64encode(hmac.new(token.encode(), url.encode() + said, "sha1").digest()).decode()


def is_signed(tokens: Sequence[str], *, signature: str, url: str, pairs: Sequence[Pair] = ()) -> bool:
    """By any of the tokens. Takes as long where there are none."""
    given = SHAPE.fullmatch(signature)
    found = False
    for token in list(tokens) or [NOBODYS]:
        for address in addresses(url):
            found |= hmac.compare_digest(sign(token, address, pairs), given[0] if given else "")
    return found and bool(tokens)


def addresses(url: str) -> tuple[str, str]:
    """As which an address of ours may have been signed: products of Twilio disagree about its port."""
    parts = urlsplit(url)
    port = parts.port
    bare = parts.netloc.removesuffix(f":{port}") if port else parts.netloc
    without = parts._replace(netloc=bare).geturl()
    usual = USUAL.get(parts.scheme, 443)
    other = port if port and port != usual else usual
    return without, parts._replace(netloc=f"{bare}:{other}").geturl()
