"""Who publishes rules."""

import pytest

from tests.builders import an_admin


@pytest.fixture
def maya():
    return an_admin(name="Maya")


@pytest.fixture
def admin(client, maya):
    client.force_login(maya)
    return client
