from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from routing.models import SlaPolicy


def keep_promises(clocks: Sequence[int], policy: SlaPolicy) -> None:
    """Mark clocks that the caller holds: they go on as promised, although the policy says other things."""
    with connection.cursor() as sql:
        sql.execute(
            "update routing_clock set policy_facts = policy_facts || jsonb_build_object('kept', %s::int) "
            "where id = any(%s)",
            [policy.promised_version, list(clocks)],
        )
