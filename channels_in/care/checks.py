"""Asks providers what is due to be asked, channel by channel. Nothing is open in the database meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from channels_in.actions.ask_again import owe_checks
from channels_in.actions.keep_findings import keep_findings
from channels_in.actions.keep_renewed_token import keep_renewed_token
from channels_in.actions.keep_templates import keep_templates, note_list
from channels_in.care.finding import Care, Finding, NewToken, NoList, ask_all, list_templates
from channels_in.care.kinds import CARES
from channels_in.models import Check, Connection
from events import claims
from events.database_time import database_time

LEASE = timedelta(minutes=5)
AGAIN = {
    Check.What.STANDING: timedelta(hours=6),
    Check.What.TEMPLATES: timedelta(hours=1),
    Check.What.TOKEN: timedelta(days=1),
}
IN_TROUBLE = timedelta(minutes=15)


def due_connections() -> set[int]:
    """Those with something to ask. Of a channel that is switched off nothing is asked."""
    _owe()
    due = Check.objects.due().filter(connection__channel__is_active=True)
    return set(due.values_list("connection_id", flat=True).distinct())


def ask_due(connection_id: int) -> bool:
    """True if the time was up before the work was."""
    rows = Check.objects.filter(connection=connection_id).select_related("connection__channel")
    return claims.drain(rows, _ask, limit=1, seconds=5.0, lease=LEASE)


def _owe() -> None:
    there = set(Check.objects.values_list("connection_id", "what"))
    ours = Connection.objects.filter(channel__kind__in=CARES, channel__is_active=True)
    wanted = {
        (pk, what)
        for pk, kind in ours.values_list("pk", "channel__kind")
        for what in Check.What.values
        if _is_asked(CARES[kind], what)
    }
    if missing := wanted - there:
        owe_checks(missing)


def _is_asked(care: Care, what: str) -> bool:
    match what:
        case Check.What.TEMPLATES:
            return care.templates is not None
        case Check.What.TOKEN:
            return care.renew is not None
        case _:
            return True


def _ask(row: Check) -> bool:
    ask = ASK[Check.What(row.what)]
    try:
        answer = ask(row.connection)
    except Exception as error:
        claims.give_back(row, error)
        return False
    return claims.run(row, partial(_conclude, answer=answer))


def _ask_standing(connection: Connection) -> list[Finding]:
    return ask_all(CARES[connection.channel.kind], connection)


def _ask_templates(connection: Connection) -> list[dict[str, Any]] | Finding:
    try:
        return list_templates(CARES[connection.channel.kind], connection)
    except NoList as error:
        return Finding(step="templates", problem=error.problem, detail=error.detail)


def _ask_token(connection: Connection) -> NewToken | Finding | None:
    renew = CARES[connection.channel.kind].renew
    return renew(connection) if renew else None


ASK: dict[Check.What, Callable[[Connection], Any]] = {
    Check.What.STANDING: _ask_standing,
    Check.What.TEMPLATES: _ask_templates,
    Check.What.TOKEN: _ask_token,
}


def _conclude(row: Check, *, answer: Any) -> None:
    if row.what == Check.What.STANDING:
        keep_findings(row.connection, answer)
        is_well = all(finding.is_good for finding in answer)
    elif row.what == Check.What.TOKEN:
        is_well = keep_renewed_token(row.connection, answer)
    else:
        is_well = keep_list(row.connection, answer)
    wait = AGAIN[Check.What(row.what)] if is_well else IN_TROUBLE
    claims.rearm(row, at=database_time() + wait)


def keep_list(connection: Connection, answer: list[dict[str, Any]] | Finding) -> bool:
    """What a fetched list means for every number of its account. False: there was none."""
    if isinstance(answer, Finding):
        note_list(connection, missing=answer)
        return False
    keep_templates(connection.channel, answer)
    note_list(connection)
    return True
