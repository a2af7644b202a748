from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock, refuse_unknown, refuse_unknown_zone
from people.models import Company, RolePolicy

FIELDS = (
    "name",
    "ticket_prefix",
    "language",
    "time_zone",
    "follow_up_days",
    "close_after_days",
    "requeue_after_seconds",
    "channel_weights",
)


@transaction.atomic
def change_company(*, by: Actor, expected_version: int | None = None, **fields: Any) -> list[str]:
    """The names of what changed. The first change is the company's birth."""
    refuse_unknown_zone(fields)
    company = Company.objects.filter(pk=Company.ONLY).first()
    if company is None:
        refuse_unknown(fields, FIELDS)
        company = Company(**fields)
        company.full_clean()
        company.save(force_insert=True)
        changed = sorted(fields)
    else:
        lock(company, expected_version=expected_version)
        changed = apply(company, fields, known=FIELDS)
    if changed:
        record("config.changed", by=by, what="company", id=company.pk)
    return changed


@transaction.atomic
def set_role_policy(role: str, *, by: Actor, requires_totp: bool) -> bool:
    """What a role must do to sign in. False if unchanged."""
    policy, _ = RolePolicy.objects.select_for_update().get_or_create(role=role)
    if policy.requires_totp == requires_totp:
        return False
    policy.requires_totp = requires_totp
    policy.save(update_fields=["requires_totp"])
    record("config.changed", by=by, what="role_policy", id=policy.pk)
    return True
