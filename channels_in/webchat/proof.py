"""Is a visitor who the company's own site says they are? A signed token (JWT, HS256) or a plain hash.

The signature is checked over the very characters that came, with each secret in turn, in constant time. Pure
but for the fault words: no database, no clock.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeGuard

LONGEST_TOKEN, LONGEST_SUBJECT, LONGEST_NAME = 4096, 255, 200
LONGEST_LIFE = 24 * 3600  # seconds
LEEWAY = 60
HASH_HOLDS = 12 * 3600  # it has no end of its own: after that the page must say it again
SUBJECTS = ("sub", "user_id", "external_id")  # the later two: of sites that come from elsewhere
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
NOBODYS = "no connection has this secret"


class NotBelieved(Exception):
    """`code` is for the company's own people; a visitor is told nothing of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    subject: str
    until: float  # Unix time
    name: str = ""
    email: str = ""
    email_is_verified: bool = False
    phone: str = ""
    phone_is_verified: bool = False
    language: str = ""


def read_token(token: str, *, secrets: Sequence[str], now: float) -> Proven:
    """NotBelieved if anything about it is not as it must be."""
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise NotBelieved("too_long")
    pieces = token.split(".")
    if len(pieces) != 3:
        raise NotBelieved("no_token")
    if _decoded(pieces[0]).get("alg") != "HS256":
        raise NotBelieved("wrong_algorithm")
    _refuse_forged(f"{pieces[0]}.{pieces[1]}".encode(), pieces[2], secrets)
    claims = _decoded(pieces[1])
    return _read_claims(claims, until=_expiry(claims, now))


def read_hash(user: str, digest: str, *, secrets: Sequence[str], now: float) -> Proven:
    if not _is_subject(user) or not re.fullmatch(r"[0-9a-fA-F]{64}", digest):
        raise NotBelieved("no_hash")
    wanted = [_mac(secret, user.encode()).hex() for secret in (list(secrets) or [NOBODYS])]
    matches = [hmac.compare_digest(one, digest.lower()) for one in wanted]
    if not (secrets and any(matches)):
        raise NotBelieved("bad_signature" if secrets else "no_secret")
    return Proven(subject=user, until=now + HASH_HOLDS)


def sign(claims: Mapping[str, Any], secret: str) -> str:
    """As the company's server does: for our own test page, and for tests."""
    head = {"alg": "HS256", "typ": "JWT"}
    signed = ".".join(_encoded(json.dumps(one, separators=(",", ":")).encode()) for one in (head, claims))
    return f"{signed}.{_encoded(_mac(secret, signed.encode()))}"


def _refuse_forged(signed: bytes, signature: str, secrets: Sequence[str]) -> None:
    """Takes as long for a connection without secrets."""
    given = signature.encode()
    wanted = [_encoded(_mac(secret, signed)).encode() for secret in (list(secrets) or [NOBODYS])]
    matches = [hmac.compare_digest(ours, given) for ours in wanted]
    if not (secrets and any(matches)):
        raise NotBelieved("bad_signature" if secrets else "no_secret")


def _expiry(claims: Mapping[str, Any], now: float) -> float:
    until, since = claims.get("exp"), claims.get("iat", now)
    if not _is_number(until) or not _is_number(since):
        raise NotBelieved("no_expiry" if "exp" not in claims else "bad_claim")
    if until < now - LEEWAY:
        raise NotBelieved("expired")
    if until > now + LONGEST_LIFE + LEEWAY:
        raise NotBelieved("lives_too_long")
    if since > now + LEEWAY:
        raise NotBelieved("from_the_future")
    return float(until)


def _read_claims(claims: Mapping[str, Any], *, until: float) -> Proven:
    named = next((claims[name] for name in SUBJECTS if name in claims), None)
    subject = str(named) if isinstance(named, str | int) and not isinstance(named, bool) else ""
    if not _is_subject(subject):
        raise NotBelieved("no_subject")
    email, phone = _text(claims, "email", 320).lower(), _text(claims, "phone", 20)
    return Proven(
        subject=subject,
        until=until,
        name=_text(claims, "name", LONGEST_NAME),
        email=email,
        email_is_verified=bool(email) and claims.get("email_verified") is True,
        phone=phone if PHONE.fullmatch(phone) else "",
        phone_is_verified=bool(PHONE.fullmatch(phone)) and claims.get("phone_verified") is True,
        language=_text(claims, "lang", 5),
    )


def _is_subject(text: str) -> bool:
    return 0 < len(text) <= LONGEST_SUBJECT and text == text.strip() and text.isprintable()


def _text(claims: Mapping[str, Any], name: str, longest: int) -> str:
    value = claims.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise NotBelieved("bad_claim")
    return value.encode("utf-8", "replace").decode().strip()


def _decoded(piece: str) -> dict[str, Any]:
    try:
        found = json.loads(base64.b64decode(piece + "=" * (-len(piece) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise NotBelieved("no_token") from error
    if not isinstance(found, dict):
        raise NotBelieved("no_token")
    return found


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _mac(secret: str, signed: bytes) -> bytes:
    return hmac.new(secret.encode(), signed, sha256).digest()


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53
