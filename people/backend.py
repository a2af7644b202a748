from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from people.models import Agent, RolePolicy


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Reads the agent of a session together with their presence and what their role must do."""

    def get_user(self, user_id: int) -> Agent | None:
        must = RolePolicy.objects.filter(role=OuterRef("role"), requires_totp=True)
        agents = Agent.objects.active().select_related("presence").annotate(must_have_totp=Exists(must))
        agent: Agent | None = agents.filter(pk=user_id).first()
        return agent
