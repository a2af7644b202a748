from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from events.actors import SYSTEM
from people.actions.change_company import change_company
from people.actions.create_agent import create_agent
from people.models import Agent, Role
from people.refusals import Refused


@transaction.atomic
def found_company(*, owner: dict[str, Any], company: dict[str, Any]) -> Agent:
    """The first admin of an empty installation, and its company. Refused once anybody exists.

    Two browsers that finish at once are told apart by the lock: the second finds the first's owner.
    """
    with connection.cursor() as sql:
        sql.execute("select pg_advisory_xact_lock(hashtextextended('people.found_company', 0))")
    if Agent.objects.exists():
        raise Refused("founded_already")
    change_company(by=SYSTEM, **company)
    return create_agent(by=SYSTEM, role=Role.ADMIN, **owner)
