from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from channels_in.actions.note_health import note_problem, note_works
from channels_in.care.finding import Finding
from channels_in.models import Check, Connection

SOON, NOW = timedelta(days=14), timedelta(days=3)
DIRECTIONS = ("send", "hook", "quota", "missed")
# Of `send`, what asking can show to be over. Others only end when a message goes out.
ASKED = frozenset(
    {
        "send_token",
        "send_secret",
        "send_permission",
        "send_unreachable",
        "send_number",
        "send_other_account",
        "send_other_app",
    }
)


@transaction.atomic
def keep_findings(connection: Connection, findings: Sequence[Finding]) -> None:
    """The last asking is what the channel's page shows, and what its health says from now on."""
    Check.objects.update_or_create(
        connection=connection,
        what=Check.What.STANDING,
        defaults={"done_at": timezone.now(), "findings": [one.written() for one in findings]},
    )
    for direction in DIRECTIONS:
        _note(connection, direction, [one for one in findings if one.problem.startswith(f"{direction}_")])
    _note_end(connection, findings)


def _note(connection: Connection, direction: str, wrong: list[Finding]) -> None:
    if wrong:
        note_problem(connection, wrong[0].problem, detail=wrong[0].detail)
        return
    former = connection.problems.get(direction, {}).get("code", "")
    if not former or direction != "send" or former in ASKED:
        note_works(connection, direction)


def _note_end(connection: Connection, findings: Sequence[Finding]) -> None:
    """Told at two weeks, at three days, and when it is too late: each is news."""
    ends = min((one.ends_at for one in findings if one.ends_at), default=None)
    if problem := expiry_problem(ends):
        note_problem(connection, problem, detail=ends.date().isoformat() if ends else "")
    elif any(one.step == "secret" and one.is_good for one in findings):
        note_works(connection, "expiry")


def expiry_problem(ends: datetime | None) -> str:
    if ends is None or ends > timezone.now() + SOON:
        return ""
    if ends <= timezone.now():
        return "expiry_over"
    return "expiry_now" if ends <= timezone.now() + NOW else "expiry_soon"
