"""Who may be the same person is suggested by weak signs, and only of what one may read."""

import pytest

from people.actions.note_said_address import note_said_address
from tests.builders import a_customer, a_team, a_ticket, an_admin, receives
from tests.tickets.views.conftest import SCRIPT
from tests.tickets.views.customers.pages import BY, NUMBER, likely, page, tickets_of

pytestmark = pytest.mark.django_db


def test_who_typed_an_address_of_somebody_is_suggested_and_reads_nothing_of_theirs(client, team, rina):
    """N: an unproved claim opens nobody's history."""
    visitor = a_customer("v:7", kind="webchat", name="")
    tickets_of(team, rina, visitor)

    note_said_address(visitor, kind="mail", address="Rina@Example.test", by=BY)

    assert visitor.tickets.count() == rina.tickets.count() == 1
    assert [one.address for one in rina.identities.all()] == ["rina@example.test"]
    for one, other in ((visitor, rina), (rina, visitor)):
        said = likely(client, one)
        assert str(other) in said
        assert "One of them gave this address as theirs, without proof:" in said
    assert "As they say, not proved" in page(client, visitor)


def test_a_number_in_their_words_is_a_sign(client, team, rina, unnamed):
    (ticket,) = tickets_of(team, rina)
    tickets_of(team, unnamed)
    assert likely(client, rina).count("Maybe the same") == 0

    receives(ticket, text="Hubungi saya di 0812-3456-7890 ya")

    assert "It stands in a message:" in likely(client, rina)
    assert NUMBER in likely(client, rina)


def test_a_sign_that_stands_where_one_may_not_read_is_none(client, team, rina, unnamed):
    tickets_of(team, rina, unnamed)
    a_ticket(team=a_team(), customer=rina, text=f"Call {NUMBER}")

    assert "Maybe the same" not in likely(client, rina)


def test_who_is_not_seen_is_not_suggested(client, sign_in, team, rina, unnamed):
    tickets_of(team, rina)
    tickets_of(a_team(), unnamed)
    note_said_address(rina, kind="sms", address=NUMBER, by=BY)

    assert "Maybe the same" not in likely(client, rina)
    assert "Maybe the same" in likely(sign_in(an_admin(language="en")), rina)


@pytest.mark.parametrize(("name", "is_sign"), [("Rina Wijaya", True), ("RINA WIJAYA", True), ("Rina", False)])
def test_of_names_only_whole_ones_are_a_sign(client, team, name, is_sign):
    one, other = a_customer(name=name), a_customer(name="Rina Wijaya" if is_sign else "Rina")
    tickets_of(team, one, other)

    assert ("They are called the same:" in likely(client, one)) == is_sign


def test_what_was_refused_is_not_suggested_again(client, team, rina):
    other = a_customer(name="Rina Wijaya")
    tickets_of(team, rina, other)
    assert "Maybe the same" in likely(client, rina)

    answer = client.post(f"/customers/{rina.pk}/apart/{other.pk}/", headers=SCRIPT)

    assert "Maybe the same" not in answer.content.decode()
    assert "Maybe the same" not in likely(client, other)
