"""A promise that nobody can mean is refused at its field; what a save moves is said."""

import pytest
from django.urls import reverse

from events import actors
from routing.actions.save_policy import change_policy
from routing.models import SlaPolicy
from tests.builders import a_policy, a_ticket, an_admin, work_off
from tests.routing.test_policy_pages import policy_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize(
    ("targets", "field", "words"),
    [
        pytest.param({}, "__all__", "This promises nothing.", id="no target"),
        pytest.param(
            {"first_response_urgent": 500, "first_response_high": 60},
            "first_response_urgent",
            "Slower than for the priority “High”.",
            id="urgent slower than high",
        ),
        pytest.param(
            {"resolution_urgent": 500, "resolution_low": 60},
            "resolution_urgent",
            "Slower than for the priority “Low”.",
            id="urgent slower than low, none between",
        ),
        pytest.param(
            {"first_response_low": 600, "resolution_low": 5},
            "resolution_low",
            "Shorter than the first response.",
            id="solved before answered",
        ),
    ],
)
def test_what_nobody_can_mean_is_refused(admin, targets, field, words):
    page = admin.post(reverse("settings:new-policy"), policy_form(**targets))

    assert page.status_code == 422
    assert words in page.context["form"].errors[field][0]
    assert words in page.content.decode()
    assert not SlaPolicy.objects.exists()


def test_the_same_for_all_and_less_for_some_may_be_promised(admin):
    targets = {"first_response_urgent": 60, "first_response_high": 60, "resolution_urgent": 60}

    assert admin.post(reverse("settings:new-policy"), policy_form(**targets)).status_code == 302


@pytest.fixture
def policy():
    policy = a_policy(name="Gold")
    for _ in range(2):
        a_ticket()
    work_off()
    return policy


def saved(admin, policy, **fields):
    typed = policy_form(
        version=policy.version, pauses_while_pending="on", pauses_while_on_hold="on", **fields
    )
    page = reverse("settings:policy", args=[policy.pk])
    assert "2 open tickets run by this policy." in admin.get(page).content.decode()
    return admin.post(page, typed, follow=True).content.decode()


def test_saving_says_how_many_tickets_are_counted_again(admin, policy):
    page = saved(admin, policy, first_response_low=30, on_change="recompute")

    assert "The deadlines of 2 open tickets are counted again" in page


def test_saving_says_how_many_tickets_keep_their_deadlines(admin, policy):
    page = saved(admin, policy, first_response_low=30, on_change="keep")

    assert "2 open tickets keep their deadlines" in page


def test_a_new_name_moves_no_deadline(admin, policy):
    same = {f"{one.metric}_{one.priority}": one.minutes for one in policy.targets.all()}

    page = saved(admin, policy, **(same | {"name": "Emas"}), on_change="recompute")

    assert SlaPolicy.objects.get().name == "Emas"
    assert "open tickets" not in page


def test_the_list_says_which_policy_is_never_reached(admin):
    everybody = a_policy(name="Everybody", position=0)
    a_policy(name="Lucu", position=1)

    page = admin.get(reverse("settings:sla")).content.decode()
    change_policy(everybody, by=actors.SYSTEM, is_active=False)

    assert page.count("Never reached: “Everybody” above it holds for everybody") == 1
    assert "Never reached" not in admin.get(reverse("settings:sla")).content.decode()
