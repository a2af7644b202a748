"""Rows of the ladder, drawn once for all who lead and read the same language, like tickets/rendered_rows.py.

A row is kept under the ticket's version: whatever moves a clock raises that. What passes by time alone, being
late, is part of the key, and the browser counts the seconds itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from helpdesk.lib import kept
from people.models import Agent
from routing.board.ladder import Step, rows_of

LASTS = 10 * 60  # seconds
TEMPLATE = "routing/_board_row.html"
MARK = "\0"  # where the reader's token is put in: no text of ours can hold it
DESIGN = 3  # raise it with every change of the template, so that no row of the last release is shown


def draw(steps: Sequence[Step], *, viewer: Agent, token: str) -> list[SafeString]:
    """In the order of the steps; those deleted meanwhile are left out. `token`: for the forms in them."""
    keys = {step.ticket: _key(step, viewer) for step in steps}
    known = kept.get_many(list(keys.values()))
    drawn = _draw([pk for pk, key in keys.items() if key not in known], viewer)
    kept.keep({keys[pk]: html for pk, html in drawn.items()}, seconds=LASTS)
    found = (known.get(keys[step.ticket]) or drawn.get(step.ticket) for step in steps)
    own = escape(token)
    return [mark_safe(html.replace(MARK, own)) for html in found if html]  # noqa: S308 - our own template


def _draw(ids: Sequence[int], viewer: Agent) -> dict[int, str]:
    if not ids:
        return {}
    return {
        row.ticket.pk: render_to_string(TEMPLATE, {"row": row, "user": viewer, "mark": MARK})
        for row in rows_of(ids)
    }


def _key(step: Step, viewer: Agent) -> str:
    reader = f"{translation.get_language()}:{timezone.get_current_timezone_name()}:{viewer.may_write}"
    is_own = step.assignee == viewer.pk
    return f"ladder:{DESIGN}:{step.ticket}:{step.version}:{step.is_late}:{step.presence}:{is_own}:{reader}"
