"""Rina writes mails; somebody without a name has her number, perhaps."""

import pytest

from tests.builders import a_customer
from tests.tickets.views.customers.pages import NUMBER


@pytest.fixture
def rina():
    return a_customer("rina@example.test", name="Rina Wijaya")


@pytest.fixture
def unnamed():
    return a_customer(NUMBER, kind="whatsapp", name="")
