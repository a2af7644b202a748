"""`manage.py config`: what a screen can set, a file can too."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from channels_in.models import Connection
from events.models import Event
from people.models import Agent, Calendar, Company, Team
from routing.models import RoutingRule, SlaPolicy
from tests.helpdesk.config_file import COMPANY, edited
from tickets.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("NUSA_IMAP", "pass phrase of the mailbox")

    def run(verb, text=None):
        said, arguments = StringIO(), []
        if text is not None:
            file = tmp_path / "company.yaml"
            file.write_text(text)
            arguments = [str(file)]
        call_command("config", verb, *arguments, stdout=said)
        return said.getvalue()

    return run


def test_a_file_sets_up_a_whole_company(config):
    config("apply", COMPANY)

    assert Company.current().ticket_prefix == "NL"
    assert Calendar.objects.get().holidays.get().name == "Hari Kemerdekaan"
    assert {team.name for team in Agent.objects.get(email="rani@nusa.example").teams.all()} == {
        "Orders",
        "Payments",
    }
    assert Channel.objects.get().connection.address == "halo@nusa.example"
    assert RoutingRule.objects.first().actions[1] == {
        "do": "set_team",
        "to": Team.objects.get(name="Payments").pk,
    }
    assert SlaPolicy.objects.get().targets.count() == 3


def test_applying_the_same_file_again_changes_nothing(config):
    config("apply", COMPANY)
    before = Event.objects.count()

    said = config("apply", COMPANY)

    assert said.strip() == "0 changed."
    assert Event.objects.count() == before


def test_what_was_exported_plans_no_change(config):
    config("apply", COMPANY)

    said = config("plan", config("export"))

    assert said.strip() == "0 would change."


def test_a_plan_says_what_would_change_and_changes_nothing(config):
    config("apply", COMPANY)

    said = config("plan", edited(teams=[{"name": "Orders", "colour": 5}]))

    assert "~ teams Orders\n    colour: 1 → 5" in said
    assert Team.objects.get(name="Orders").colour == 1


def test_a_secret_is_stored_but_neither_exported_nor_shown(config):
    said = config("apply", COMPANY) + config("export")

    assert Connection.objects.get().secrets == {"imap_password": "pass phrase of the mailbox"}
    assert "pass phrase" not in said
    assert "env: SUPPORT_MAIL_IMAP_PASSWORD" in said


def test_a_new_secret_in_the_environment_is_taken_over(config, monkeypatch):
    config("apply", COMPANY)
    monkeypatch.setenv("NUSA_IMAP", "another one")

    said = config("apply", COMPANY)

    assert "secret imap_password: set anew" in said
    assert Connection.objects.get().secrets == {"imap_password": "another one"}


def test_the_order_of_rules_follows_the_file(config):
    config("apply", COMPANY)
    rules = yaml.safe_load(COMPANY)["rules"]

    config("apply", edited(rules=rules[::-1]))

    assert [rule.name for rule in RoutingRule.objects.all()] == ["Gold", "Refunds"]


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        pytest.param({"teems": []}, "teems: There is no such section.", id="unknown section"),
        pytest.param(
            {"teams": [{"name": "Orders", "color": 1}]},
            "teams.Orders.color: There is no such field.",
            id="unknown field",
        ),
        pytest.param(
            {"teams": [{"name": "New", "calendar": "Nights"}]},
            "There is no calendar “Nights”.",
            id="unknown name",
        ),
        pytest.param(
            {"teams": [{"name": "A"}, {"name": "A"}]}, "teams.A: This stands here twice.", id="twice"
        ),
        pytest.param({"version": 7}, "Begin the file with `version: 1`.", id="another version"),
        pytest.param(
            {"agents": [{"email": "new@nusa.example", "role": "king"}]},
            "agents.new@nusa.example: role:",
            id="bad value",
        ),
        pytest.param(
            {
                "rules": [
                    {"name": "R", "conditions": {"kind": "moon"}, "actions": [{"do": "add_tag", "to": "x"}]}
                ]
            },
            "rules.R:",
            id="bad condition",
        ),
        pytest.param(
            {"channels": [{"name": "M", "kind": "mail", "secrets": {"imap_password": "plain"}}]},
            "never by its value",
            id="a secret by value",
        ),
        pytest.param(
            {"channels": [{"name": "M", "kind": "mail", "secrets": {"imap_password": {"env": "NOT_SET"}}}]},
            "Set the environment variable NOT_SET.",
            id="a secret that is not there",
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_place_and_changes_nothing(config, parts, complaint):
    config("apply", COMPANY)
    before = Event.objects.count()

    with pytest.raises(CommandError) as refusal:
        config("apply", edited(**parts))

    assert complaint in str(refusal.value)
    assert Event.objects.count() == before


def test_a_file_that_is_not_yaml_is_refused_in_one_sentence(config):
    with pytest.raises(CommandError, match="The file is not YAML"):
        config("plan", "version: [")


def test_a_policy_between_our_own_teams_is_written_and_read_as_such(config):
    inside = {"name": "Between us", "is_internal": True, "targets": {"resolution": {"normal": 240}}}
    config("apply", edited(sla_policies=[inside]))

    [stored] = yaml.safe_load(config("export"))["sla_policies"]

    assert SlaPolicy.objects.get().is_internal
    assert (stored["is_internal"], stored["targets"]) == (True, {"resolution": {"normal": 240}})
