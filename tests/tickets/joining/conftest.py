"""Rina, who writes mails, and the twin that came by WhatsApp."""

import pytest

from tests.builders import a_customer
from tests.tickets.joining.twins import NUMBER


@pytest.fixture
def by_mail():
    return a_customer("rina@example.test", name="Rina Wijaya")


@pytest.fixture
def by_whatsapp():
    return a_customer(NUMBER, kind="whatsapp", name="", language="id")
