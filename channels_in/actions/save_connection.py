from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from channels_in.actions.note_health import FETCHING, SENDING, forget_health
from channels_in.models import Connection
from channels_in.settling import address_of, made_by_us, options_of
from events.actors import Actor
from events.record import record
from people.changing import apply, lock
from people.models import Agent
from tickets.models import Channel


@transaction.atomic
def save_connection(
    channel: Channel,
    *,
    by: Actor,
    address: str | None = None,
    options: Mapping[str, Any] | None = None,
    secrets: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> list[str]:
    """Make or change how the channel reaches its provider; the names of what changed, never their values.

    None leaves a part as it is. `secrets` only adds and replaces: a key set to None is forgotten.
    """
    connection, created = Connection.objects.get_or_create(channel=channel)
    lock(connection, expected_version=None if created else expected_version)
    fields = _settled(connection, channel.kind, address, options, secrets)
    if fields["address"] != connection.address:
        _refuse_taken(fields["address"], connection)
    account, servers = _account(connection), _servers(connection)
    changed = apply(connection, fields, known=("address", "options", "secrets"))
    if {"address", "secrets"} & set(changed):
        # Another bot, another account: that it has to wait is not known.
        Connection.objects.filter(pk=connection.pk).update(sends_again_at=None)
    if _account(connection) != account:
        # Another mailbox, with its own numbers: where we were in the old one says nothing about it.
        connection.cursors.all().delete()
    for direction, server in _servers(connection).items():
        if server != servers[direction]:
            forget_health(connection, direction)
    if created or changed:
        record("config.changed", by=by, what="connection", id=connection.pk, fields=changed)
    return ["created", *changed] if created else changed


def _settled(
    connection: Connection,
    kind: str,
    address: str | None,
    options: Mapping[str, Any] | None,
    secrets: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """With what follows from it, or is made by us."""
    made = {name: make() for name, make in made_by_us(kind).items() if not connection.secrets.get(name)}
    merged = {**made, **connection.secrets, **(secrets or {})}
    held = {key: value for key, value in merged.items() if value is not None}
    chosen = options_of(kind, connection.options if options is None else options, held)
    given = connection.address if address is None else address.strip().lower()
    return {"address": address_of(kind, given, chosen, held), "options": chosen, "secrets": held}


def _refuse_taken(address: str, connection: Connection) -> None:
    """In words and at its field, before the constraint says so in its own."""
    others = Connection.objects.exclude(pk=connection.pk).filter(address=address).exclude(address="")
    if name := others.values_list("channel__name", flat=True).first():
        words = _("The channel “%(name)s” has this address already.") % {"name": name}
        raise ValidationError({"address": words})
    if address != connection.address and (agent := Agent.objects.filter(email=address).first()):
        raise ValidationError({"address": _("%(name)s signs in with this address.") % {"name": agent.name}})


def _servers(connection: Connection) -> dict[str, object]:
    """What each direction connects with."""
    found: dict[str, object] = {}
    for direction in (SENDING, FETCHING):
        server = {name: value for name, value in connection.options.get(direction, {}).items() if value}
        found[direction] = (server, connection.secrets.get(f"{direction}_password"))
    return found


def _account(connection: Connection) -> tuple[str, str]:
    """Which mailbox is fetched from."""
    server = connection.options.get("imap", {})
    return str(server.get("host") or "").lower(), str(server.get("user") or "")
