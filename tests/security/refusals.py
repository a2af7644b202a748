"""Who asks, who of them is refused, and how: the words of tests/security/policy.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STRANGER, ELSEWHERE, AGENT = "stranger", "agent elsewhere", "agent"
SUPERVISOR, SUPERVISOR_ELSEWHERE = "supervisor", "supervisor elsewhere"
ADMIN, AUDITOR = "admin", "auditor"
ROLES = (STRANGER, ELSEWHERE, AGENT, SUPERVISOR, SUPERVISOR_ELSEWHERE, ADMIN, AUDITOR)
SIGN_IN, FORBIDDEN, ABSENT, NOT_GENUINE = "sign in first", "403", "404", "401"


@dataclass(frozen=True)
class Policy:
    """Which methods are answered, who is refused, and how."""

    methods: tuple[str, ...]
    refused: Mapping[str, str]


ANYBODY: dict[str, str] = {}
SIGNED_IN = {STRANGER: SIGN_IN}
SEES_THE_TICKET = SIGNED_IN | {ELSEWHERE: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT}
WORKS_ON_THE_TICKET = SEES_THE_TICKET | {AUDITOR: FORBIDDEN}
WRITES = SIGNED_IN | {AUDITOR: FORBIDDEN}
ONLY_ADMIN = SIGNED_IN | {role: FORBIDDEN for role in ROLES if role not in {STRANGER, ADMIN}}
LEADS = SIGNED_IN | {ELSEWHERE: ABSENT, AGENT: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT}
LEADS_AND_WRITES = LEADS | {AUDITOR: FORBIDDEN}
LEADERS = SIGNED_IN | {AGENT: FORBIDDEN, ELSEWHERE: FORBIDDEN}  # each reads of their own teams
INTERVENES = LEADERS | {SUPERVISOR_ELSEWHERE: ABSENT, AUDITOR: FORBIDDEN}
OWNER = WORKS_ON_THE_TICKET | {SUPERVISOR: ABSENT, ADMIN: ABSENT}  # the agent who began the draft
SIGNED_BY_THE_CLIENT = dict.fromkeys(ROLES, NOT_GENUINE)  # a session opens nothing there
ONLY_AGENT = SIGNED_IN | {role: ABSENT for role in ROLES if role not in {STRANGER, AGENT}}
NOBODY = dict.fromkeys(ROLES, ABSENT)
STRANGE_PAGES = dict.fromkeys(ROLES, FORBIDDEN)  # who comes from no page of the shop, whoever they are
NO_SECOND_FACTOR = NOBODY | SIGNED_IN  # agents in these tests have none


def alike(refused: Mapping[str, str], methods: str, names: str) -> dict[str, Policy]:
    return {name: Policy(tuple(methods.split()), refused) for name in names.split()}
