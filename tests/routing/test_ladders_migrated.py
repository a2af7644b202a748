"""A policy that warned at percents does the same by its ladder after the upgrade."""

from importlib import import_module

import pytest
from django.apps import apps

from routing.ladder import simple_ladder
from routing.models import SlaPolicy
from tests.builders import a_policy

migration = import_module("routing.migrations.0013_ladders")


@pytest.mark.django_db
@pytest.mark.parametrize("points", [[], [75], [50, 75, -10]])
def test_what_was_told_before_is_told_after(points, monkeypatch):
    policy = a_policy(ladder=[])
    monkeypatch.setattr(SlaPolicy, "warn_percents", points, raising=False)

    migration.give_ladders(apps, None)

    policy.refresh_from_db()
    assert policy.ladder == simple_ladder(points)
