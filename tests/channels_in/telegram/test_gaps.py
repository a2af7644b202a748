"""Updates that never came are told; those that are only late, or belong to another count, are not."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels_in.care import checks
from channels_in.models import Check, Connection, ReceiptItem
from channels_in.telegram.gaps import gaps_of
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


def test_a_bot_of_many_years_is_asked_for_its_last_day_alone(told, connection):
    told(10, 11, 15, hours=1)
    one, at = ReceiptItem.objects.first(), timezone.now() - timedelta(days=3)
    ReceiptItem.objects.bulk_create(
        ReceiptItem(receipt=one.receipt, channel=one.channel, external_id=f"update:{100 + n}", received_at=at)
        for n in range(3000)
    )
    with database.cursor() as sql:
        sql.execute("analyze channels_in_receiptitem")

    with CaptureQueriesContext(database) as asked:
        assert gaps_of(connection).count == 3

    [question] = [one["sql"] for one in asked if "receiptitem" in one["sql"]]
    with database.cursor() as sql:
        sql.execute("explain (analyze, format json) " + question)
        [(plan,)] = sql.fetchall()
    nodes = list(nodes_of(plan[0]["Plan"]))
    assert {node["Index Name"] for node in nodes if "Index Name" in node} == {"receiptitem_updates"}
    tables = [node for node in nodes if "Relation Name" in node]
    assert [node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in tables] == [3]


def nodes_of(node):
    yield node
    for one in node.get("Plans", ()):
        yield from nodes_of(one)
