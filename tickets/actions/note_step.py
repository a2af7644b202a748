from __future__ import annotations

from django.db import transaction

from people.models import Team
from tickets.calls import change
from tickets.models import Call


@transaction.atomic
def note_step(
    call: Call, *, place: str = "", team: Team | None = None, answer: dict[str, object] | None = None
) -> None:
    """How far a caller has come in the menu, and what they chose there: no news until there is a ticket.

    answer: {"label", "value", "is_secret"}.
    """
    fields: dict[str, object] = {}
    if place:
        fields["place"] = place
    if team:
        fields["team"] = team
    if answer:
        fields["answers"] = [*call.answers, answer]
    change(call, **fields)
