import pytest

from tests.builders import a_category
from tests.tickets.views.asking import post
from tests.tickets.views.conftest import SCRIPT
from tickets.models import Tag, Ticket

pytestmark = pytest.mark.django_db


def test_a_category_is_set_and_taken_away(client, ticket):
    category = a_category(name="Kerusakan")

    post(client, ticket, "category", to=category.pk)
    ticket.refresh_from_db()
    assert ticket.category == category

    post(client, ticket, "category", to="")
    ticket.refresh_from_db()
    assert ticket.category is None


def test_the_subject_is_changed(client, ticket):
    post(client, ticket, "subject", to="  Meja   retak ", version=ticket.version)

    ticket.refresh_from_db()
    assert ticket.subject == "Meja retak"


def test_tags_come_and_go(client, ticket):
    post(client, ticket, "tags", name="VIP")
    assert [tag.name for tag in ticket.tags.all()] == ["vip"]

    client.post(f"/tickets/{ticket.pk}/tags/{Tag.objects.get().pk}/", headers=SCRIPT)
    assert not ticket.tags.exists()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("priority", {"to": "extreme"}),
        ("priority", {}),
        ("category", {"to": "x"}),
        ("transfer", {"to": ""}),
        ("subject", {"to": " "}),
        ("subject", {"to": "x" * 501}),
        ("tags", {"name": ""}),
        ("tags", {"name": "a,b"}),
        ("assignment", {"to": "me"}),
        ("resolution", {"version": "x"}),
        ("hold", {"version": "-1"}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(client, ticket, what, said):
    before = Ticket.objects.filter(pk=ticket.pk).values().get()

    answer = post(client, ticket, what, **said)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before
