"""What somebody calls themselves on LINE: asked once, after their first message, never while it is read."""

import pytest

from channels_in.chat import names
from channels_in.fakes.server import Told
from channels_in.line.fake import error
from channels_in.models import NameFetch
from events import actors
from people.actions.change_customer import change_customer
from people.models import Customer
from tests.builders import work_off
from tests.channels_in.line.hooks import BUDI, SITI, a_line, a_said, arrives, body, post
from tests.channels_in.mails import work
from tests.passing import make_due
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def writes(client, connection):
    """Somebody nobody knows writes, and a worker asks for their name as often as is said."""

    def write(*, tries=1, user=BUDI):
        customer = arrives(client, connection, a_said(user=user)).message.customer
        for _ in range(tries):
            make_due(NameFetch)
            names.ask_due(connection.channel_id)
        customer.refresh_from_db()
        return customer

    return write


def test_nobody_is_asked_for_anything_while_a_hook_is_read(client, connection, line):
    post(client, connection, body(*(a_said(user=f"U{n:032x}") for n in range(3))))
    work()

    assert Message.objects.count() == 3
    assert line.asked == []


def test_a_newcomer_is_asked_for_and_called_by_name(writes):
    assert str(writes()) == "Budi Santoso"


@pytest.mark.parametrize(("name", "read"), [("Ri\u202ena\u200b", "Rina"), ("\u3164", f"…{BUDI[-4:]}")])
def test_a_name_neither_turns_what_stands_beside_it_nor_looks_like_nobody(writes, line, name, read):
    line.names[BUDI] = name

    assert str(writes()) == read


def test_the_language_of_their_telephone_is_theirs_and_their_tickets(writes):
    assert writes().language == "id"
    work_off()

    assert Ticket.objects.get().language == "id"


@pytest.mark.parametrize("language", ["", "th", "zh-Hant"])
def test_a_language_that_is_not_told_or_not_spoken_here_says_nothing(writes, line, language):
    line.language = language

    assert (str(writes()), Customer.objects.get().language) == ("Budi Santoso", "")


def test_a_language_that_is_known_stays(client, connection):
    customer = arrives(client, connection, a_said()).message.customer
    change_customer(customer, by=actors.SYSTEM, language="en")

    names.ask_due(connection.channel_id)

    customer.refresh_from_db()
    assert (customer.name, customer.language) == ("Budi Santoso", "en")


def test_a_name_that_is_known_stays_and_the_language_comes(client, connection):
    customer = arrives(client, connection, a_said()).message.customer
    change_customer(customer, by=actors.SYSTEM, name="Pak Budi")

    names.ask_due(connection.channel_id)

    customer.refresh_from_db()
    assert (customer.name, customer.language) == ("Pak Budi", "id")


def test_nobody_is_asked_for_twice(writes, line):
    for user in (BUDI, BUDI, SITI, SITI):
        writes(user=user)

    assert [len(line.calls_of(user)) for user in (BUDI, SITI)] == [1, 1]


@pytest.mark.parametrize("status", [400, 404])
def test_who_does_not_want_it_told_keeps_the_end_of_their_number(writes, line, status):
    line.profile_moods.then(error(status, "Not found"))

    assert str(writes()) == f"…{BUDI[-4:]}"
    assert NameFetch.objects.get().state == "done"


@pytest.mark.parametrize("trouble", [Told(status=503), Told(cut=True), error(401, "invalid token")])
def test_a_name_comes_in_spite_of_trouble(writes, line, trouble):
    line.profile_moods.then(trouble, trouble)

    assert str(writes(tries=3)) == "Budi Santoso"


def test_where_one_gets_no_answer_the_others_wait_for_the_sweep(client, line):
    connection = a_line()
    arrives(client, connection, *(a_said(user=f"U{n:032x}") for n in range(3)))
    line.profile_moods.then(*[Told(cut=True)] * 3)

    names.ask_due(connection.channel_id)

    assert len(line.asked) == 1
