"""The company a newcomer meets, built by the product's own actions."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from analytics.models import Rating, Survey
from channels_in.models import ReceiptItem
from events.actors import SYSTEM
from helpdesk.demo import post
from helpdesk.processes import demo_accounts
from people.actions.change_company import change_company
from people.models import Agent, Customer, Holiday
from tests.channels_in.mails import the_front_door, work
from tickets.models import Channel, Delivery, Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return lambda tickets: call_command("demo", "--tickets", str(tickets), verbosity=0)


def test_the_demo_tells_who_can_sign_in(demo, settings):
    demo(0)

    accounts = demo_accounts.read(settings.DATA_DIR)

    assert [account.role for account in accounts] == ["agent", "supervisor", "admin"]
    for account in accounts:
        agent = Agent.objects.get(email=account.email)
        assert agent.role == account.role
        assert agent.check_password(account.password)


def test_the_demo_has_tickets_of_today_and_a_history(demo):
    demo(40)

    assert Ticket.objects.of_customers().filter(channel__kind="mail").count() == 40
    assert Ticket.objects.active().exists()
    assert Ticket.objects.filter(status="resolved").exists()
    assert not Ticket.objects.filter(created_at__gt=timezone.now()).exists()
    assert Holiday.objects.filter(on__year=timezone.localdate().year).count() >= 14


def test_channels_with_messages_say_that_they_are_used(demo, client):
    demo(30)

    client.force_login(Agent.objects.get(role="admin"))
    page = client.get("/settings/channels/").content.decode()

    used = set(Message.objects.values_list("channel__name", flat=True))
    assert len(used) > 5
    for name in Channel.objects.values_list("name", flat=True):
        row = page.partition(f">{name}</a>")[2].partition("</tr>")[0]
        says_when = ">–</td>" not in row.rpartition("<td")[2]
        assert (says_when, "Not used yet" in row) == (name in used, name not in used), name


def test_nobody_writes_to_the_customers_of_the_past(demo):
    demo(40)

    assert not Delivery.objects.exclude(status__in=["sent", "delivered", "read"]).exists()


def test_a_demo_that_was_interrupted_goes_on(demo):
    demo(5)

    demo(8)

    assert Ticket.objects.filter(channel__kind="mail").count() == 8


def test_the_demo_stays_out_of_a_company_at_work(demo):
    change_company(by=SYSTEM, name="A real one")

    with pytest.raises(CommandError, match="works in this database already"):
        demo(5)


@pytest.mark.django_db(transaction=True)
def test_the_demo_has_something_undeliverable_and_something_in_quarantine(demo, settings):
    demo(22)
    with the_front_door() as settings.SMTP_PORT:
        assert post.arrives()
    work()

    outcomes = ReceiptItem.objects.order_by("pk").values_list("outcome", "reason")
    failed = Delivery.objects.filter(status="failed").values_list("reason", flat=True)
    assert set(outcomes) == {("quarantined", "blocked"), ("quarantined", "spam"), ("update", "bounced")}
    assert set(failed) == {"no_such_address", "mailbox_full"}


def test_customers_of_the_past_have_rated_how_they_were_helped(demo):
    demo(120)

    ratings = Rating.objects.select_related("survey")
    assert ratings.count() >= 10
    assert {rating.survey.status for rating in ratings} == {"asked"}
    assert not ratings.filter(created_at__gt=timezone.now()).exists()
    assert ratings.exclude(comment="").exists()
    assert not ratings.filter(survey__agent=None).exists()
    assert not ratings.filter(survey__team=None).exists()
    assert not Survey.objects.due().exists()
    assert not Delivery.objects.exclude(status__in=["sent", "delivered", "read"]).exists()


def test_some_customers_are_worth_more_and_the_chats_know_them_too(demo):
    demo(30)

    hendra = Customer.objects.get(name="Hendra Saputra")
    assert (hendra.own_tier, hendra.language) == ("platinum", "id")
    assert {one.kind for one in hendra.identities.all()} == {"mail", "phone"}
