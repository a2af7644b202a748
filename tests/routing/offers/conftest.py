"""A team that asks before it gives, and two who may be asked."""

import pytest

from tests.builders import an_agent
from tests.routing.asking import an_asking_team


@pytest.fixture
def team():
    return an_asking_team()


@pytest.fixture
def rani(team):
    return an_agent(team, available=True, name="Rani")


@pytest.fixture
def bagas(team, rani):
    return an_agent(team, available=True, name="Bagas")
