"""Each start continues the demo's history and touches nothing that somebody has changed since."""

import pytest
from django.core.management import call_command

from events.actors import SYSTEM
from helpdesk.demo import names
from helpdesk.processes import demo_accounts
from people.actions.change_agent import change_agent
from people.actions.change_customer import change_customer
from people.actions.save_holiday import remove_holiday
from people.actions.save_team import change_team
from people.models import Agent, Customer, Holiday, Team
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
ADMIN = f"ayu@{names.DOMAIN}"


@pytest.fixture
def demo(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return lambda tickets: call_command("demo", "--tickets", str(tickets), verbosity=0)


def test_a_holiday_that_was_removed_stays_away(demo):
    demo(0)
    removed = Holiday.objects.first()
    remove_holiday(removed, by=SYSTEM)
    left = Holiday.objects.count()

    demo(0)

    assert Holiday.objects.count() == left


def test_an_admin_with_another_address_is_not_made_again_nor_announced(demo, settings):
    demo(0)
    change_agent(Agent.objects.get(email=ADMIN), by=SYSTEM, email="me@firm.example")

    demo(0)

    assert not Agent.objects.filter(email=ADMIN).exists()
    announced = demo_accounts.read(settings.DATA_DIR)
    assert [account.role for account in announced] == ["agent", "supervisor"]


def test_a_password_that_was_changed_is_not_announced(demo, settings):
    demo(0)
    admin = Agent.objects.get(email=ADMIN)
    admin.set_password("correct horse battery")
    admin.save()

    demo(0)

    assert ADMIN not in [account.email for account in demo_accounts.read(settings.DATA_DIR)]


def test_a_team_with_another_name_keeps_it_and_no_start_fails(demo):
    demo(3)
    change_team(Team.objects.get(name=names.TEAMS["orders"]), by=SYSTEM, name="Shipping")

    demo(5)

    assert Team.objects.filter(name__in=["Shipping", names.TEAMS["orders"]]).count() == 1
    assert Ticket.objects.filter(channel__kind="mail").count() == 3


def test_a_customer_whose_tier_was_changed_keeps_it(demo):
    demo(1)
    customer = Customer.objects.filter(own_tier="gold").first()
    change_customer(customer, by=SYSTEM, own_tier="", language="")

    demo(2)

    customer.refresh_from_db()
    assert (customer.own_tier, Ticket.objects.filter(channel__kind="mail").count()) == ("", 2)
