"""Every route, asked by everybody with every method: the answers are those of policy.py."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.security.asking import ROUTES, Asked
from tests.security.policy import POLICIES
from tests.security.refusals import ABSENT, ADMIN, FORBIDDEN, NOT_GENUINE, ROLES, SIGN_IN, STRANGER, Policy
from tests.security.world import World

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OF_SIGNING_IN = ("account_", "mfa_", "usersessions_")  # allauth answers a script as it answers anybody
REFUSALS = {ABSENT, NOT_GENUINE, FORBIDDEN, SIGN_IN, "405"}
OURS_FOR_AGENTS = [
    name
    for name, policy in POLICIES.items()
    if policy.refused.get(STRANGER) == SIGN_IN and not name.startswith(OF_SIGNING_IN)
]
NUMBER = re.compile(r"<int:(\w+)>")
ABOUT_AN_OBJECT = [name for name in OURS_FOR_AGENTS if NUMBER.search(ROUTES.get(name, ""))]
MOVES = {"settings:rule-place", "settings:policy-place"}  # what is gone does not move: the list is shown


@pytest.fixture(scope="module")
def asked(world: World) -> Asked:
    return Asked(world)


def policy_of(name: str) -> Policy:
    assert name in POLICIES, (
        f"The route {name!r} ({ROUTES[name]}) has no policy: "
        "say in POLICIES of tests/security/policy.py which methods it answers and who is refused how."
    )
    return POLICIES[name]


def test_every_policy_has_a_route():
    assert POLICIES.keys() - ROUTES.keys() == set(), "take these out of tests/security/policy.py"


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_answers_whom_its_policy_lets_in(name, asked):
    policy, wrong = policy_of(name), []
    for role in ROLES:
        for method in policy.methods:
            answer, refusal = asked(name, role, method), policy.refused.get(role)
            if answer.verdict != refusal and (refusal or answer.verdict in REFUSALS):
                wrong.append(f"{role} {method}: {answer.verdict}, not {refusal or 'let in'}")
            if answer.status >= 500:
                wrong.append(f"{role} {method}: broke with {answer.status}")

    assert wrong == []


@pytest.mark.parametrize("name", ROUTES)
def test_who_is_refused_or_only_looks_writes_nothing(name, asked):
    policy, wrong = policy_of(name), []
    for role in ROLES:
        for method in policy.methods:
            if method == "GET" or role in policy.refused:
                tables = asked(name, role, method).tables
                wrong += [f"{role} {method} wrote to {table}" for table in sorted(tables)]

    assert wrong == []


@pytest.mark.parametrize("name", ROUTES)
def test_a_method_that_the_policy_does_not_name_does_nothing(name, asked):
    for method in set(METHODS) - set(policy_of(name).methods):
        answer = asked(name, ADMIN, method)
        assert (answer.tables, answer.status < 500) == (set(), True), method


@pytest.mark.parametrize("name", ROUTES)
def test_no_answer_runs_anything_inline_or_shows_a_secret(name, asked):
    policy = policy_of(name)
    wrong = [
        f"{role} {method}: {fault}"
        for role in ROLES
        for method in policy.methods
        for fault in asked(name, role, method).faults
    ]

    assert wrong == []


@pytest.mark.parametrize("name", OURS_FOR_AGENTS)
@pytest.mark.parametrize(
    "header", [("HX-Request", "true"), ("X-Requested-With", "fetch")], ids=["htmx", "fetch"]
)
def test_a_script_without_a_session_gets_a_401(name, header, asked):
    assert asked(name, STRANGER, POLICIES[name].methods[0], header).status == 401


@pytest.mark.parametrize("name", ABOUT_AN_OBJECT)
def test_a_number_that_nothing_has_is_a_404(name, world, asked):
    pattern = ROUTES[name]
    far = reverse(name, kwargs={**world.arguments(name, pattern), NUMBER.findall(pattern)[-1]: 10**30})
    for method in POLICIES[name].methods:
        assert asked.status(ADMIN, method, far) == (302 if name in MOVES else 404)
