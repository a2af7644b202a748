"""The token of an account without a page ends after 60 days: it is made new before, and its end is shown."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in.care import checks
from channels_in.care.standing import standing_of
from channels_in.models import Check, Connection
from tests.channels_in.direct.hooks import TOKEN, a_page, an_instagram
from tests.passing import make_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def account(graph):
    account = an_instagram(options={"login": "instagram"})
    graph.accounts[account.address] = "instagram"
    graph.app_id = account.options["app_id"]
    graph.subscribed = ["messages"]
    return account


def asked(connection: Connection) -> Connection:
    """What workers would ask now."""
    for _ in range(2):
        for pk in checks.due_connections():
            checks.ask_due(pk)
    return Connection.objects.get(pk=connection.pk)


def renewals(graph) -> int:
    return sum("refresh_access_token" in one.path for one in graph.asked)


def test_it_is_made_new_and_its_end_is_shown(graph, account, caplog):
    caplog.set_level(logging.DEBUG)

    held = asked(account)

    assert held.secrets["access_token"] == graph.token == f"{TOKEN}-new"
    ends_at = standing_of(held).ends_at
    assert timedelta(days=59) < ends_at - timezone.now() <= timedelta(days=60)
    assert not held.problems
    assert TOKEN not in caplog.text
    assert TOKEN not in str(Check.objects.values_list("findings", "last_error"))


def test_it_is_asked_for_again_when_half_of_its_life_is_over(graph, account):
    asked(account)
    make_due(Check)
    asked(account)
    assert renewals(graph) == 1

    held = Connection.objects.get(pk=account.pk)
    held.secrets["token_end"]["at"] = (timezone.now() + timedelta(days=29)).isoformat()
    held.save()
    make_due(Check)

    assert asked(account).secrets["access_token"] == f"{TOKEN}-new-new"


def test_one_that_is_too_young_is_asked_for_again_tomorrow(graph, account):
    graph.is_young = True

    held = asked(account)

    row = Check.objects.get(connection=account, what="token")
    assert held.secrets["access_token"] == TOKEN
    assert not held.problems
    assert timedelta(hours=23) < row.due_at - timezone.now() <= timedelta(days=1)


def test_one_that_has_ended_is_a_problem(graph, account):
    graph.token = "another"

    assert asked(account).problems["send"]["code"] == "send_token"


def test_what_an_admin_pasted_meanwhile_stays(graph, account):
    renew = graph._renew

    def meanwhile(request):
        Connection.objects.filter(pk=account.pk).update(secrets={**account.secrets, "access_token": "pasted"})
        return renew(request)

    graph._renew = meanwhile

    assert asked(account).secrets["access_token"] == "pasted"


def test_a_page_needs_none(graph):
    page = a_page()
    graph.accounts[page.address] = "messenger"

    asked(page)

    assert renewals(graph) == 0
