"""Channels: what exists and how it is, a form per kind, a test button, keys."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels_in.actions.note_health import FETCHING, SENDING, note_problem, note_works
from channels_in.actions.renew_signing_key import new_key
from channels_in.actions.save_connection import save_connection
from channels_in.care.guide import has_guide
from channels_in.care.hook_address import hook_address
from channels_in.care.kinds import CARES
from channels_in.care.standing import standing_of
from channels_in.care.words import while_off
from channels_in.forms.channel import ChannelForm
from channels_in.forms.channels import FORMS, of_channel
from channels_in.mail.probe import probe_fetching, probe_sending
from channels_in.models import Connection
from channels_in.problems import Trouble, cannot_answer, troubles_of
from channels_in.settling import OF_META
from channels_in.views.channel_care import probe_provider
from channels_in.views.channel_keys import SHOWN_ONCE, show_next
from events import actors
from people.models import Calendar, Company, Team
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only, posted_from
from tickets.actions.save_channel import change_channel, create_channel
from tickets.models import Channel, ChannelKind, Ticket


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    channels = Channel.objects.select_related("team", "connection").order_by("-is_active", "name")
    shown = [(channel, _troubles(getattr(channel, "connection", None))) for channel in channels]
    context = {"channels": shown, "section": "settings", "page": "channels"}
    return render(request, "settings/channels.html", context)


@admin_only
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    if kind not in FORMS:
        raise Http404
    company = Company.current()
    initial: dict[str, Any] = {
        "language": company.language,
        "receives": "smtp",
        "is_active": True,
        "undo_seconds": 10,
    }
    initial |= {"calendar": Calendar.the_only_one(), "team": Team.the_only_one()}
    form = FORMS[kind](request.POST or None, initial=initial)

    @transaction.atomic
    def save(fields: dict[str, Any]) -> Channel:
        by = actors.agent(request.user)
        channel = create_channel(kind=kind, by=by, **form.channel_fields())
        own = form.connection_fields(Connection())
        if kind == ChannelKind.API:
            own["secrets"] = {"signing": [new_key()]}
        save_connection(channel, by=by, **own)
        _say_what_is_left(request, channel)
        return channel

    heading = _("New channel: %(kind)s") % {"kind": ChannelKind(kind).label}
    then = partial(show_next, request) if kind in SHOWN_ONCE else partial(_show, kind)
    return _page(request, form, save, heading=heading, kind=kind, then=then)


@admin_only
def change(request: SignedInRequest, channel_id: int) -> HttpResponse:
    channel, connection = _found(channel_id)
    form = FORMS[channel.kind](request.POST or None, initial=of_channel(channel, connection))

    @transaction.atomic
    def save(fields: dict[str, Any]) -> None:
        by = actors.agent(request.user)
        change_channel(channel, by=by, expected_version=fields["version"], **form.channel_fields())
        save_connection(channel, by=by, **form.connection_fields(connection))
        _say_what_is_left(request, channel)

    context = {"channel": channel, "connection": connection, "troubles": _troubles(connection)}
    context |= _of_a_provider(channel, connection) if connection.pk else {}
    return _page(request, form, save, heading=channel.name, kind=channel.kind, **context)


@admin_only
@posted_from("settings:channel", "channel_id")
def probe(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """The test button: what is stored is tried, both ways that it has."""
    channel, connection = _found(channel_id)
    if channel.kind in CARES:
        return probe_provider(request, connection)
    asked = {SENDING: probe_sending}
    if connection.options.get("receives") == "imap":
        asked[FETCHING] = probe_fetching
    works = [_probed(connection, direction, ask(connection)) for direction, ask in asked.items()]
    if all(works):
        messages.success(request, _("It works: connected and signed in."))
    else:
        messages.error(request, _("The test found something: it stands at the top of the page."))
    return HttpResponseRedirect(reverse("settings:channel", args=[channel.pk]))


def _show(kind: str, channel: Channel) -> HttpResponse:
    """On to what is still to do: what a provider has to be told, the line for the company's site."""
    if kind == ChannelKind.WEBCHAT:
        return HttpResponseRedirect(reverse("settings:chat-site", args=[channel.pk]))
    name = "settings:channel" if kind in CARES else "settings:channels"
    return HttpResponseRedirect(reverse(name, args=[channel.pk] if kind in CARES else []))


def _probed(connection: Connection, direction: str, problem: str) -> bool:
    """The page says what its own test found. Details are left out: they would tell what is on a port."""
    if problem:
        note_problem(connection, problem)
    else:
        note_works(connection, direction)
    return not problem


def _say_what_is_left(request: SignedInRequest, channel: Channel) -> None:
    """What is saved and will not do what people expect of it."""
    connection = Connection.objects.select_related("channel").get(channel=channel)
    if channel.is_active and cannot_answer(connection):
        messages.warning(request, _("Nobody can be answered yet: enter the outgoing server."))
    if channel.team and (n := Ticket.objects.active().filter(channel=channel, team=None).count()):
        words = ngettext(
            "%(n)s open ticket that came before has no team: sort it by hand",
            "%(n)s open tickets that came before have no team: sort them by hand",
            n,
        )
        messages.info(request, words % {"n": n})


def _of_a_provider(channel: Channel, connection: Connection) -> dict[str, Any]:
    care = CARES.get(channel.kind)
    return {
        "has_care": care is not None,
        "connects": care is not None and care.connect is not None,
        "has_templates": care is not None and care.templates is not None,
        "has_verify_token": channel.kind in OF_META,
        "standing": standing_of(connection),
        "while_off": while_off(channel.kind),
    }


def _page(request: SignedInRequest, form: ChannelForm, save: Any, **context: Any) -> HttpResponse:
    back = reverse("settings:channels")
    context |= {"page": "channels", "address": _public_address(context.get("connection"))}
    context |= {"has_guide": has_guide(str(context["kind"]))}
    return edit(request, form, save=save, back=back, template="settings/channel.html", **context)


def _public_address(connection: Connection | None) -> str:
    """Where the outside reaches a form or an API channel; never by the host that the request named."""
    if connection is None or not connection.pk:
        return ""
    kind = ChannelKind(connection.channel.kind)
    if kind in CARES:
        return hook_address(connection)
    name = {ChannelKind.FORM: "form", ChannelKind.API: "hook"}.get(kind)
    return f"{settings.BASE_URL}{reverse(name, args=[connection.token])}" if name else ""


def _found(channel_id: int) -> tuple[Channel, Connection]:
    channel = get_object_or_404(Channel, pk=channel_id)
    connection = Connection.objects.select_related("channel").filter(channel=channel).first()
    return channel, connection or Connection(channel=channel)


def _troubles(connection: Connection | None) -> list[Trouble]:
    return troubles_of(connection) if connection and connection.pk else []
