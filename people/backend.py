from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from people.models import Agent


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Reads the agent of a session together with their presence, which every page shows."""

    def get_user(self, user_id: int) -> Agent | None:
        agents = Agent.objects.active().select_related("presence")
        agent: Agent | None = agents.filter(pk=user_id).first()
        return agent
