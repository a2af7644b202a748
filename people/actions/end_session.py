from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from people.models import Agent
from people.refusals import Refused


@transaction.atomic
def end_session(session_id: int, *, agent: Agent, but: str | None) -> bool:
    """One of the agent's own, not the one they are using (`but`, its key). False if it had ended already."""
    session = UserSession.objects.select_for_update().filter(pk=session_id, user=agent).first()
    if session is None:
        return False
    if session.session_key == but:
        raise Refused("session_in_use")
    session.end()
    return True
