from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection
from channels_in.settling import FOLLOWING, LISTS, made_by_us
from events.actors import Actor
from helpdesk.config.document import ConfigProblem
from helpdesk.config.references import find, read_secret, secret_reference
from helpdesk.config.section import Entry, Section
from people.models import Calendar, Team
from tickets.actions.save_channel import FIELDS, change_channel, create_channel
from tickets.models import Channel


class Channels(Section):
    """A channel and its connection in one entry. Secrets are references; an export prints only those."""

    name = "channels"
    key = "name"
    fields = (*(field for field in FIELDS if field != "name"), "address", "options", "secrets")
    only_new = ("kind",)

    def entries(self) -> Iterator[Entry]:
        for channel in Channel.objects.select_related("team", "calendar", "connection"):
            connection = getattr(channel, "connection", None) or Connection()
            yield {
                **{field: getattr(channel, field) for field in FIELDS},
                "kind": channel.kind,
                "team": channel.team and channel.team.name,
                "calendar": channel.calendar and channel.calendar.name,
                "address": connection.address,
                "options": _chosen(connection.options),
                "secrets": {
                    key: secret_reference(channel.name, key)
                    for key in connection.secrets
                    if key not in made_by_us(channel.kind)
                },
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        where = f"channels.{entry['name']}"
        fields = {field: value for field, value in entry.items() if field in FIELDS}
        for field, model in (("team", Team), ("calendar", Calendar)):
            if field in fields:
                fields[field] = find(model, fields[field], where=f"{where}.{field}")
        if is_new:
            channel = create_channel(kind=entry.get("kind", ""), by=by, **fields)
        else:
            channel = Channel.objects.get(name=entry["name"])
            change_channel(channel, by=by, **fields)
        save_connection(
            channel,
            by=by,
            address=entry.get("address"),
            options=entry.get("options"),
            secrets=_secrets(entry, channel),
        )

    def canonical(self, entry: Entry) -> Entry:
        if "address" not in entry:
            return entry
        return {**entry, "address": str(entry["address"] or "").strip().lower()}

    def secret_changes(self, entry: Entry) -> list[str]:
        channel = Channel.objects.filter(name=entry["name"]).first()
        return sorted(_secrets(entry, channel))


def _chosen(options: dict[str, Any]) -> dict[str, Any]:
    """Without what follows from the rest."""
    return {name: value for name, value in options.items() if name not in FOLLOWING}


def _secrets(entry: Entry, channel: Channel | None) -> dict[str, Any]:
    """Those that differ. What the environment does not hold stays as it is, if it is there."""
    connection = Connection.objects.filter(channel=channel).first() if channel else None
    there = connection.secrets if connection else {}
    changed = {}
    for key, reference in (entry.get("secrets") or {}).items():
        where = f"channels.{entry['name']}.secrets.{key}"
        secret = read_secret(reference, where=where)
        if secret is None and key not in there:
            raise ConfigProblem(where, f"Set the environment variable {reference['env']}.")
        if secret is not None:
            stored = _as_stored(key, secret, where=where)
            if not _holds(there.get(key), stored):
                changed[key] = stored
    return changed


def _as_stored(key: str, secret: str, *, where: str) -> Any:
    """Some are a list, the newest first, so that older ones can be accepted for a while."""
    if key in LISTS:
        return [line for line in secret.splitlines() if line]
    if key == "oauth2":
        return _grant(secret, where=where)
    return secret


def _grant(secret: str, *, where: str) -> dict[str, Any]:
    try:
        grant = json.loads(secret)
    except ValueError:  # whose own words may hold part of it
        grant = None
    if not isinstance(grant, dict):
        raise ConfigProblem(
            where,
            'Write JSON: {"client_id": …, "client_secret": …, "refresh_token": …, "token_url": …}.',
        )
    return grant


def _holds(there: Any, secret: Any) -> bool:
    """To a grant the provider adds its tokens, which come and go."""
    if isinstance(there, dict) and isinstance(secret, dict):
        return secret.items() <= there.items()
    return bool(there == secret)
