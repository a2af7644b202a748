"""What a kind of channel says at the door that its provider calls: docs/adr/0013."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponse

from channels_in.models import Connection, Receipt

MEGABYTE = 1024 * 1024


class Door(Protocol):
    largest: int  # bytes of one request
    takes_while_off: bool  # a provider that is refused for a while gives up for good
    too_fast: int  # the status that tells the provider to slow down and come again

    def has(self, beneath: str) -> bool:
        """Whether it answers at this address beneath the hook's own, which is empty."""

    def greet(self, request: HttpRequest, connection: Connection) -> HttpResponse | None:
        """The answer to a GET, with which a provider makes sure that the address is ours. None: refused."""

    def why_refused(self, request: HttpRequest, raw: bytes, connection: Connection) -> str:
        """A code, or nothing if the request is from whom it says. Over the very bytes that came."""

    def signed(self, raw: bytes, connection: Connection, address: str) -> dict[str, str] | None:
        """The headers with which its provider would send that body to that address of ours. None: nobody
        signs anything here, or we hold no secret to do it with.
        """

    def envelope(self, request: HttpRequest, raw: bytes, connection: Connection) -> dict[str, str]:
        """What beside the body is needed to read it later. Nothing secret."""

    def at_once(self, request: HttpRequest, raw: bytes, connection: Connection) -> HttpResponse | None:
        """The answer to a question that somebody waits for on the line: it keeps what it needs itself. None:
        this is no such question.
        """

    def thanks(self, receipt: Receipt, raw: bytes) -> HttpResponse:
        """What the provider wants to read. The receipt is committed."""


class PlainDoor:
    """Of providers who want to read nothing, and send nothing beside the body."""

    largest = 4 * MEGABYTE
    takes_while_off = False
    too_fast = 429

    def has(self, beneath: str) -> bool:
        return not beneath

    def greet(self, request: HttpRequest, connection: Connection) -> HttpResponse | None:
        return None

    def why_refused(self, request: HttpRequest, raw: bytes, connection: Connection) -> str:
        return "no_signature"

    def signed(self, raw: bytes, connection: Connection, address: str) -> dict[str, str] | None:
        return None

    def envelope(self, request: HttpRequest, raw: bytes, connection: Connection) -> dict[str, str]:
        return {}

    def at_once(self, request: HttpRequest, raw: bytes, connection: Connection) -> HttpResponse | None:
        return None

    def thanks(self, receipt: Receipt, raw: bytes) -> HttpResponse:
        return HttpResponse(status=200)
