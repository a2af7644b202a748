"""What the widget asks for and says, by HTTP: a visit, what is new, a message, what was read."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from channels_in.actions.begin_visit import begin_visit
from channels_in.actions.count_refusal import count_refusal
from channels_in.actions.describe_visitor import describe_visitor
from channels_in.actions.end_chat import end_chat
from channels_in.actions.note_visit import forget_visitor, note_left
from channels_in.hooks.gate import Shut
from channels_in.mail import cleaning
from channels_in.models import Connection, Visitor
from channels_in.webchat import limits, there
from channels_in.webchat.asking import Wrong, consent_mark, read_details
from channels_in.webchat.browsers import browser_of, page_in
from channels_in.webchat.feed import feed, history
from channels_in.webchat.gate import Said, language_in, number_in, posting, text_in
from channels_in.webchat.proof import NotBelieved, Proven, read_hash, read_token
from channels_in.webchat.reading import read_upto
from channels_in.webchat.state import state_of
from channels_in.webchat.visitors import current_ticket, customers_of, known_visitor, visitor_of
from events import actors


@posting("token", "identity", "lang", "zone", "page", "link")
def visits(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    known = known_visitor(connection, said.get("token"))
    limits.take(connection, "known" if known else "visits", peer=_peer(request))
    proven = _proven(connection, said.get("identity"))
    language = language_in(said) or (known.language if known else "")
    page, title = page_in(said)
    facts = {
        "language": language,
        "time_zone": cleaning.one_line(text_in(said, "zone", longest=50)),
        "page": page,
        "page_title": title,
        "browser": browser_of(request.headers.get("User-Agent", "")),
    }
    visit = begin_visit(
        connection,
        token_hash=known.token_hash if known else "",
        proven=proven,
        facts={name: value for name, value in facts.items() if value},
        link=text_in(said, "link", longest=200),
    )
    there.tell(visit.visitor)
    with translation.override(language or translation.get_language()):
        found = feed(visit.visitor, "")
    return JsonResponse({"token": visit.token, "visitor": visit.visitor.key, "feed": found})


@posting("token", "cursor")
def show_feed(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = _visitor(connection, said, "feed", request)
    found = feed(visitor, text_in(said, "cursor", longest=100_000))
    found["state"]["typing"] = there.who_types(visitor)
    return JsonResponse(found)


@posting("token", "before")
def show_history(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = _visitor(connection, said, "feed", request)
    return JsonResponse(history(visitor, number_in(said, "before")))


@posting("token", "name", "email", "phone", "topic", "consent", "website")
def details(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = _visitor(connection, said, "details", request)
    try:
        typed = read_details(connection, said, visitor)
    except Wrong as wrong:
        raise Shut(422, "details_needed", fields=wrong.fields) from wrong
    agreed = consent_mark(connection, visitor.language) if said.get("consent") is True else ""
    if not said.get("website"):  # people do not see it; programs that fill in everything do
        describe_visitor(visitor, typed=typed, consent=agreed)
    return JsonResponse({"state": state_of(visitor)})


@posting("token", "delivered", "read")
def marks(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = _visitor(connection, said, "marks", request)
    read_upto(visitor, delivered=number_in(said, "delivered"), read=number_in(said, "read"))
    return HttpResponse(status=204)


@posting("token")
def typing(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    there.tell_typing(_visitor(connection, said, "typing", request))
    return HttpResponse(status=204)


@posting("token")
def leave(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = _visitor(connection, said, "leave", request)
    note_left(visitor.pk)
    there.tell(visitor)
    return HttpResponse(status=204)


@posting("token")
def end(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = _visitor(connection, said, "details", request)
    ticket, customer = current_ticket(visitor), customers_of(visitor).first()
    if ticket and customer:
        end_chat(ticket, by=actors.customer(customer))
    return JsonResponse({"state": state_of(visitor)})


@posting("token")
def forget(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    """Signing out: also of somebody whose proof has run out meanwhile."""
    limits.take(connection, "forget", peer=_peer(request))
    if visitor := known_visitor(connection, said.get("token")):
        forget_visitor(visitor.pk)
        visitor.connection = connection
        there.tell(visitor)
    return HttpResponse(status=204)


def _visitor(connection: Connection, said: Said, what: str, request: HttpRequest) -> Visitor:
    visitor = visitor_of(connection, said.get("token"))
    limits.take(connection, what, peer=_peer(request), visitor=visitor)
    if visitor.language:
        translation.activate(visitor.language)
    return visitor


def _proven(connection: Connection, given: Any) -> Proven | None:
    """Who their site says they are. One answer for every reason not to believe it."""
    wanted = connection.options.get("identity", "optional")
    if wanted == "off" or (given is None and wanted != "required"):
        return None
    if given is None:
        raise Shut(401, "sign_in")
    try:
        return _believed(connection, given)
    except NotBelieved as doubt:
        count_refusal(connection, "old_identity" if doubt.code == "expired" else "bad_identity")
        raise Shut(401, "identity_refused") from doubt


def _believed(connection: Connection, given: Any) -> Proven:
    secrets, now = connection.secrets.get("identity", []), time.time()
    if isinstance(given, dict) and set(given) == {"jwt"} and isinstance(given["jwt"], str):
        return read_token(given["jwt"], secrets=secrets, now=now)
    if isinstance(given, dict) and set(given) == {"user", "hash"} and connection.options.get("identity_hash"):
        return read_hash(str(given["user"]), str(given["hash"]), secrets=secrets, now=now)
    raise NotBelieved("no_token")


def _peer(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
