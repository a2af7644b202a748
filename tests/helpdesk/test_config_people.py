"""Organisations, and what each role must do to sign in, are part of the file: an export rebuilds them."""

import pytest
from django.core.management import CommandError

from events.actors import SYSTEM
from people.actions.change_company import change_company, set_role_policy
from people.actions.save_organisation import create_organisation
from people.models import Organisation, RolePolicy, Shift, Team
from tests.builders import an_agent
from tests.helpdesk.config_file import commands_in

pytestmark = pytest.mark.django_db
NUSA = {"name": "PT Nusa", "tier": "gold", "domains": ["nusa.example", "shop.nusa.example"]}


@pytest.fixture
def config(tmp_path):
    return commands_in(tmp_path)


def required() -> set[str]:
    return set(RolePolicy.objects.filter(requires_totp=True).values_list("role", flat=True))


def test_what_was_exported_rebuilds_organisations_and_roles(config):
    change_company(by=SYSTEM, name="Nusa")
    set_role_policy("admin", by=SYSTEM, requires_totp=True)
    create_organisation(by=SYSTEM, **NUSA)
    exported = config("export")
    Organisation.objects.all().delete()
    RolePolicy.objects.all().delete()

    config("apply", exported)

    assert required() == {"admin"}
    assert Organisation.objects.values("name", "tier", "domains").get() == NUSA
    assert config("apply", exported).strip() == "0 changed."


def test_domains_written_otherwise_change_nothing(config):
    config("apply", organisations=[NUSA])

    said = config("apply", organisations=[{**NUSA, "domains": ["@Shop.Nusa.example", "nusa.example "]}])

    assert said.strip() == "0 changed."


def test_a_role_is_changed_by_itself(config):
    set_role_policy("auditor", by=SYSTEM, requires_totp=True)

    config("apply", roles=[{"role": "admin", "requires_totp": True}])

    assert required() == {"admin", "auditor"}


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        pytest.param({"roles": [{"role": "king", "requires_totp": True}]}, "Known roles: agent", id="role"),
        pytest.param({"roles": [{"role": "admin", "requires_totp": "no"}]}, "Write true or false", id="yes"),
        pytest.param({"organisations": [{"name": "A", "domains": 7}]}, "organisations.A", id="domains"),
        pytest.param({"organisations": [{"name": "A", "tier": "tin"}]}, "organisations.A: tier", id="tier"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(config, parts, complaint):
    with pytest.raises(CommandError, match=complaint):
        config("apply", **parts)


def test_the_week_of_an_agent_is_part_of_the_file(config):
    agent = an_agent(email="rani@nusa.example")
    week = {"mon": [["09:00", "17:00"]], "sat": [["09:00", "12:00"]]}

    config("apply", agents=[{"email": "rani@nusa.example", "shift": week}])

    assert Shift.objects.get(agent=agent).hours == week
    assert config("apply", config("export")).strip() == "0 changed."
    config("apply", agents=[{"email": "rani@nusa.example", "shift": {}}])
    assert Shift.objects.get(agent=agent).hours == {}


def test_how_long_a_team_asks_is_part_of_the_file(config):
    config("apply", teams=[{"name": "Returns", "offer_seconds": 45}])

    assert Team.objects.get(name="Returns").offer_seconds == 45
    assert config("apply", config("export")).strip() == "0 changed."
    with pytest.raises(CommandError, match="at least 10 seconds"):
        config("apply", teams=[{"name": "Returns", "offer_seconds": 5}])
