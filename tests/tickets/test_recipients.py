import pytest

from events import actors
from people.models import Identity
from tests.builders import a_customer, a_reply, a_ticket, an_agent, receives
from tickets.actions.accept_participant import accept_participant

pytestmark = pytest.mark.django_db


def test_it_goes_where_the_customer_wrote_from_last():
    customer = a_customer("rina@example.test")
    ticket = a_ticket(customer=customer)
    receives(ticket, from_name="Rina", from_address="rina@work.test")

    assert a_reply(ticket).recipients == {"to": [["Rina", "rina@work.test"]]}


def test_an_untrusted_sender_does_not_become_the_recipient():
    ticket = a_ticket(customer=a_customer("rina@example.test", name="Rina"))
    receives(ticket, from_address="attacker@evil.test", is_trusted=False)

    assert a_reply(ticket).recipients == {"to": [["Rina", "rina@example.test"]]}


def test_others_on_the_thread_get_nothing_until_somebody_accepts_them():
    ticket = a_ticket(customer=a_customer("rina@example.test", name="Rina"))
    receives(ticket, participants=[("Budi", "budi@example.test"), ("", "RINA@example.test")])
    [budi] = ticket.participants.all()
    assert "cc" not in a_reply(ticket).recipients

    assert accept_participant(budi, by=actors.agent(an_agent()))
    assert not accept_participant(budi, by=actors.agent(an_agent()))

    assert a_reply(ticket).recipients["cc"] == [["Budi", "budi@example.test"]]


def test_recipients_are_frozen_when_it_is_written():
    customer = a_customer("rina@example.test", name="Rina")
    message = a_reply(a_ticket(customer=customer))

    Identity.objects.filter(customer=customer).update(address="new@example.test")

    message.refresh_from_db()
    assert message.recipients == {"to": [["Rina", "rina@example.test"]]}


def test_the_agent_may_choose_the_recipients():
    chosen = {"to": [["Rina", "rina@example.test"]], "cc": [["", "a@b.test"], ["", "A@b.test"]]}

    assert a_reply(a_ticket(), recipients=chosen).recipients == {
        "to": [["Rina", "rina@example.test"]],
        "cc": [["", "a@b.test"]],
    }


def test_a_name_cannot_smuggle_a_header():
    chosen = {"to": [["Rina\r\nBcc: evil@x.test", "rina@example.test"]]}

    assert a_reply(a_ticket(), recipients=chosen).recipients["to"][0][0] == "Rina Bcc: evil@x.test"
