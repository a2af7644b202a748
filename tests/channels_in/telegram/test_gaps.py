"""Updates that never came are told; those that are only late, or belong to another count, are not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in.care import checks
from channels_in.models import Check, Connection, ReceiptItem
from tests.channels_in.telegram.hooks import a_bot, a_said, arrives

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def connection(client, bot, settings):
    settings.BASE_URL = "https://desk.example.com"
    return a_bot()


@pytest.fixture
def told(client, connection):
    """Updates of those numbers, so many minutes ago."""

    def tell(*numbers: int, **ago: int) -> None:
        at = timezone.now() - timedelta(**ago)
        for number in numbers:
            item = arrives(client, connection, a_said(), update_id=number)
            ReceiptItem.objects.filter(pk=item.pk).update(received_at=at)

    return tell


def missed(connection: Connection) -> str:
    """What the channel's health says of it, once it is looked at."""
    Check.objects.all().delete()
    for pk in checks.due_connections():
        checks.ask_due(pk)
    return str(Connection.objects.get(pk=connection.pk).problems.get("missed", {}).get("detail", ""))


def test_numbers_that_are_missing_are_told_with_how_many(told, connection):
    told(10, 11, 15, hours=1)

    assert missed(connection) == "3 (update_id 11-15)"


def test_what_is_only_late_is_not_missing(told, connection):
    told(10, 11, hours=1)
    told(15, minutes=2)
    assert missed(connection) == ""

    told(12, 13, 14, minutes=1)
    ReceiptItem.objects.update(received_at=timezone.now() - timedelta(hours=1))
    assert missed(connection) == ""


def test_a_new_count_is_no_gap(told, connection):
    told(10, 11, hours=3)
    told(9_000_000, hours=1)

    assert missed(connection) == ""


def test_after_a_day_it_is_told_no_more(told, connection):
    told(10, 15, hours=1)
    assert missed(connection)

    ReceiptItem.objects.update(received_at=timezone.now() - timedelta(hours=25))
    assert missed(connection) == ""
