from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from channels_in.actions.ask_again import ask_again
from channels_in.actions.note_health import note_problem
from channels_in.care.finding import Finding, NewToken
from channels_in.models import Check, Connection


@transaction.atomic
def keep_renewed_token(connection: Connection, answer: NewToken | Finding | None) -> bool:
    """What came of asking for a new token; what an admin has pasted meanwhile stays. False: somebody has to
    look.
    """
    if isinstance(answer, NewToken):
        held = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
        if held.secrets.get("access_token") == answer.former:
            held.secrets = {**held.secrets, **answer.secrets}
            held.save(update_fields=["secrets"])
        ask_again([connection.pk], Check.What.STANDING)  # until when it is good now
        answer = Finding(step="renewed", ends_at=answer.ends_at)
    Check.objects.filter(connection=connection, what=Check.What.TOKEN).update(
        done_at=timezone.now(), findings=[answer.written()] if answer else []
    )
    if answer and answer.problem:
        note_problem(connection, answer.problem, detail=answer.detail)
    return answer is None or answer.is_good
