"""A file of the installation publishes what it changes, and nobody's draft."""

import pytest
from django.core.management import CommandError

from routing.models import RuleSet
from tests.builders import a_drafted_rule
from tests.helpdesk.config_file import commands_in
from tests.routing.versions.drafts import GOLD, TAG

pytestmark = pytest.mark.django_db

ENTRY = {"name": "Filed", "conditions": GOLD, "actions": [TAG]}


def test_a_file_publishes_once_and_a_second_time_nothing(tmp_path):
    config = commands_in(tmp_path)
    more = [ENTRY, {**ENTRY, "name": "Another"}]

    config("apply", rules=more)
    config("apply", rules=more)
    config("apply", rules=more[::-1])

    assert [one.version for one in RuleSet.objects.all()] == [2, 1]
    assert [rule["name"] for rule in RuleSet.objects.first().rules] == ["Another", "Filed"]


def test_a_file_that_changes_rules_does_not_publish_somebodys_draft(tmp_path):
    config = commands_in(tmp_path)
    config("apply", rules=[ENTRY])
    a_drafted_rule({}, TAG, name="Somebody’s")

    assert config("apply", rules=[ENTRY]).strip() == "0 changed."
    with pytest.raises(CommandError, match="rules: There is a draft that is not live"):
        config("apply", rules=[{**ENTRY, "stops": True}])
    assert "Somebody" not in config("export")
    assert RuleSet.objects.count() == 1
