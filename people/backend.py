from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from people.models import Agent
from people.offers import is_asked_first
from people.second_step import lacks_second_step


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Reads the agent of a session together with their presence and what they must do first."""

    def get_user(self, user_id: int) -> Agent | None:
        agents = Agent.objects.active().select_related("presence")
        agent: Agent | None = (
            agents.annotate(lacks_second_step=lacks_second_step(), is_asked_first=is_asked_first())
            .filter(pk=user_id)
            .first()
        )
        return agent
