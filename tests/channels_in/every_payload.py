"""Every real payload of the corpora, by kind: the files of the tables that each kind has of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from channels_in.models import Connection
from channels_in.simulator.acts import Letter
from channels_in.twilio.forms import CONTENT_TYPE
from tests.channels_in.direct import hooks as direct
from tests.channels_in.line import hooks as line
from tests.channels_in.line import test_corpus as of_line
from tests.channels_in.messenger import corpus as of_meta
from tests.channels_in.sms import hooks as sms
from tests.channels_in.sms import test_corpus as of_sms
from tests.channels_in.telegram import hooks as telegram
from tests.channels_in.telegram import test_corpus as of_telegram
from tests.channels_in.whatsapp import corpus as of_whatsapp
from tests.channels_in.whatsapp import hooks as whatsapp

_n = count(90210000000000)


@dataclass(frozen=True, slots=True)
class Payload:
    """`address`: ours, which no other payload has; nothing where the kind has none."""

    name: str
    kind: str
    letter: Letter
    address: str = ""

    def a_channel(self) -> Connection:
        """Of its own, so that no payload has to do with another that uses the same example's names."""
        match self.kind:
            case "whatsapp":
                return whatsapp.a_number(number=self.address)
            case "messenger" | "instagram":
                return direct.an_account(self.kind, address=self.address)
            case "telegram":
                return telegram.a_bot()
            case "line":
                return line.a_line()
            case _:
                return of_sms.a_number_of_theirs()


def _ours(name: str, kind: str, raw: bytes, address: str) -> Payload:
    """What stands there as the receiver's address becomes one of ours."""
    ours = str(next(_n))
    body = raw.replace(address.encode(), ours.encode()) if len(address) > 4 else raw
    return Payload(name, kind, Letter(body=body), ours)


def _whatsapp() -> Iterator[Payload]:
    for name, raw in of_whatsapp.payloads():
        yield _ours(name, "whatsapp", raw, of_whatsapp.number_in(raw))


def _meta() -> Iterator[Payload]:
    for path in of_meta.payloads():
        raw = path.read_bytes()
        kind, address = of_meta.account_in(raw)
        yield _ours(of_meta.name_of(path), kind, raw, address)


def _telegram() -> Iterator[Payload]:
    for name, path in of_telegram.updates().items():
        yield Payload(name, "telegram", Letter(body=path.read_bytes()))


def _line() -> Iterator[Payload]:
    for name in (*of_line.FILES, of_line.MANY):
        yield Payload(name, "line", Letter(body=of_line.raw_of(name)))


def _sms() -> Iterator[Payload]:
    for name in of_sms.OUTCOMES:
        form = sms.as_twilio_writes(json.loads(of_sms.payload(name)))
        yield Payload(name, "sms", Letter(body=form, content_type=CONTENT_TYPE))


# Who plays them → their payloads
SOURCES: dict[str, Callable[[], Iterator[Payload]]] = {
    "whatsapp": _whatsapp,
    "messenger": _meta,
    "telegram": _telegram,
    "line": _line,
    "sms": _sms,
}
