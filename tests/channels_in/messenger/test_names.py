"""What somebody calls themselves at Messenger or Instagram: asked once, after their first message."""

import time

import pytest
from django.core.cache import cache

from channels_in.chat import names
from channels_in.fakes.server import Told
from channels_in.meta.direct.fake import error
from channels_in.models import NameFetch
from events import actors
from events.models import Event
from people.actions.change_customer import change_customer
from people.models import Customer
from tests.channels_in.direct.hooks import SITI, a_text, arrives
from tests.passing import make_due

pytestmark = pytest.mark.django_db(transaction=True)

LONG_ENOUGH = 0.15  # seconds: a nudge that was wanted has gone out by then
PROFILES = {
    "messenger": ({"first_name": "Siti", "last_name": "Rahma"}, "Siti Rahma"),
    "instagram": ({"name": "Siti Rahma", "username": "siti.r"}, "Siti Rahma"),
}


@pytest.fixture
def writes(client, connection):
    """Somebody nobody knows writes, and a worker asks for their name as often as is said."""

    def write(*, tries=1):
        customer = arrives(client, connection, a_text(connection)).message.customer
        for _ in range(tries):
            make_due(NameFetch)
            names.ask_due(connection.channel_id)
        customer.refresh_from_db()
        return customer

    return write


def asked_for_names(graph):
    return [one for one in graph.asked if "name" in str(one.query.get("fields", ""))]


def test_a_newcomer_is_asked_for_and_called_by_name(writes, connection, graph):
    graph.people[SITI], name = PROFILES[connection.channel.kind]

    assert str(writes()) == name
    assert Event.objects.filter(kind="customer.changed", customer_id=Customer.objects.get().pk).exists()


@pytest.mark.parametrize("connection", ["instagram"], indirect=True)
def test_who_has_but_a_username_is_called_by_it(writes, graph):
    graph.people[SITI] = {"username": "siti.r"}

    assert str(writes()) == "@siti.r"


def test_nobody_is_asked_for_twice(writes, connection, graph):
    graph.people[SITI], _name = PROFILES[connection.channel.kind]

    writes()
    writes()

    assert len(asked_for_names(graph)) == NameFetch.objects.count() == 1


def test_who_does_not_want_it_told_keeps_the_end_of_their_number(writes, graph):
    graph.moods.then(error(230, 0, "Requires pages_messaging permission", status=403))

    assert str(writes()) == f"…{SITI[-4:]}"
    assert NameFetch.objects.get().state == "done"


def test_a_name_comes_in_spite_of_trouble(writes, connection, graph):
    graph.people[SITI], name = PROFILES[connection.channel.kind]
    graph.moods.then(Told(status=503), Told(status=503))

    assert str(writes(tries=3)) == name


def test_where_one_gets_no_answer_the_others_wait_for_the_sweep(client, connection, graph):
    for n in range(3):
        arrives(client, connection, a_text(connection, sender=f"561487904527258{n}"))
    graph.moods.then(Told(status=503), Told(status=503), Told(status=503))

    names.ask_due(connection.channel_id)

    assert len(asked_for_names(graph)) == 1


def test_while_the_provider_is_in_trouble_newcomers_wake_no_worker(client, connection, graph):
    woken = f"nudge:channels_in.tasks.fetch_names:{connection.channel_id}"
    arrives(client, connection, a_text(connection))
    time.sleep(LONG_ENOUGH)
    assert cache.get(woken)
    graph.moods.then(Told(status=503))
    names.ask_due(connection.channel_id)
    cache.delete(woken)

    arrives(client, connection, a_text(connection, sender="5614879045272580"))

    time.sleep(LONG_ENOUGH)
    assert cache.get(woken) is None


def test_what_somebody_here_called_them_stays(client, connection, graph):
    graph.people[SITI], _name = PROFILES[connection.channel.kind]
    customer = arrives(client, connection, a_text(connection)).message.customer
    change_customer(customer, by=actors.SYSTEM, name="Bu Siti")

    names.ask_due(connection.channel_id)

    customer.refresh_from_db()
    assert customer.name == "Bu Siti"
