from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.document import ConfigProblem
from helpdesk.config.section import Entry, Section
from people.actions.change_company import set_role_policy
from people.models import Role, RolePolicy


class Roles(Section):
    """What each must do to sign in."""

    name = "roles"
    key = "role"
    fields = ("requires_totp",)

    def entries(self) -> Iterator[Entry]:
        required = set(RolePolicy.objects.filter(requires_totp=True).values_list("role", flat=True))
        for role in Role.values:
            yield {"role": role, "requires_totp": role in required}

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        if is_new:
            raise ConfigProblem(f"roles.{entry['role']}", f"Known roles: {', '.join(Role.values)}.")
        set_role_policy(entry["role"], by=by, requires_totp=entry["requires_totp"])

    def canonical(self, entry: Entry) -> Entry:
        if not isinstance(entry.get("requires_totp", False), bool):
            raise ConfigProblem(f"roles.{entry['role']}.requires_totp", "Write true or false.")
        return entry
