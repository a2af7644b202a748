"""A session ends 12 hours after its last use, and 7 days after its beginning whatever happens."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import now

from tests import builders

pytestmark = pytest.mark.django_db
PAGE = "/accounts/logout/"  # asks the signed-in, sends others away


def is_signed_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(builders.an_agent())
    assert is_signed_in(client)
    return client


def test_use_keeps_a_session_alive(signed_in):
    began = now()
    for hours in range(11, 150, 11):
        with time_machine.travel(began + timedelta(hours=hours)):
            assert is_signed_in(signed_in)


def test_a_session_without_use_ends_after_12_hours(signed_in):
    with time_machine.travel(now() + timedelta(hours=12, minutes=1)):
        assert not is_signed_in(signed_in)


def test_a_session_in_use_ends_after_7_days(signed_in):
    began = now()
    for hours in range(11, 168, 11):
        with time_machine.travel(began + timedelta(hours=hours)):
            is_signed_in(signed_in)

    with time_machine.travel(began + timedelta(days=7, minutes=1)):
        assert not is_signed_in(signed_in)
    assert not Session.objects.filter(expire_date__gt=began + timedelta(days=7, minutes=2)).exists()


def test_a_page_does_not_write_the_session_each_time(signed_in, django_assert_num_queries):
    before = Session.objects.get().expire_date

    is_signed_in(signed_in)

    assert Session.objects.get().expire_date == before
