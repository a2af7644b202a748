"""What an admin promises on the page is what is kept, or is refused with a reason."""

import pytest
from django.urls import reverse

from events.models import Event
from people.models import Calendar
from routing.ladder import simple_ladder
from routing.models import SlaPolicy
from tests.builders import a_category, a_policy, an_admin
from tests.routing.laddered import ladder_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def policy_form(**fields):
    ladder = ladder_form(simple_ladder([75]))
    return {"name": "Gold", "is_active": "on", "on_change": "keep", **ladder, **fields}


def test_targets_that_changed_meanwhile_are_not_overwritten(admin):
    policy = a_policy(name="Gold", minutes={"resolution": 480})
    form = policy_form(version=policy.version, pauses_while_pending="on", pauses_while_on_hold="on")
    page = reverse("settings:policy", args=[policy.pk])
    admin.post(page, form | {"on_change": "recompute", "first_response_low": 60})

    answer = admin.post(page, form | {"on_change": "recompute", "first_response_low": 90})

    assert answer.status_code == 422
    assert policy.targets.get().minutes == 60
    assert SlaPolicy.objects.get().version == policy.version + 1


def test_a_promise_that_its_hours_never_reach_is_refused(admin):
    rare = Calendar.objects.create(name="Rare", hours={"mon": [["09:00", "10:00"]]})
    form = policy_form(calendar=rare.pk, resolution_low=527_040)  # a year of work, an hour a week

    answer = admin.post(reverse("settings:new-policy"), form)

    assert answer.status_code == 422
    assert "never open long enough" in answer.content.decode()
    assert not SlaPolicy.objects.exists()


def test_a_policy_between_our_own_teams_promises_the_resolution_alone(admin):
    page = reverse("settings:new-policy")

    refused = admin.post(page, policy_form(is_internal="on", first_response_low=30, resolution_low=60))
    assert refused.status_code == 422
    assert "set the resolution only" in refused.content.decode()

    admin.post(page, policy_form(is_internal="on", resolution_low=60))
    policy = SlaPolicy.objects.get()
    assert policy.is_internal
    assert admin.get(reverse("settings:policy", args=[policy.pk])).context["form"].initial["is_internal"]


def test_one_for_all_customers_does_not_stand_before_one_between_our_own_teams(admin):
    a_policy(name="Everybody"), a_policy(name="Inside", minutes={"resolution": 60}, is_internal=True)

    assert "Never reached" not in admin.get(reverse("settings:sla")).content.decode()


def test_policies_change_places_at_once(admin):
    first, second = a_policy(position=0), a_policy(position=1)
    before = Event.objects.filter(kind="config.changed").count()

    admin.post(reverse("settings:policy-place", args=[second.pk]), {"up": "1"})

    assert list(SlaPolicy.objects.all()) == [second, first]
    assert Event.objects.filter(kind="config.changed").count() == before + 1


def test_a_promise_may_be_for_some_categories(admin):
    a_category(key="refund", name="Pengembalian dana"), a_category(key="other")

    admin.post(reverse("settings:new-policy"), policy_form(categories=["refund"], resolution_low=60))

    policy = SlaPolicy.objects.get()
    assert policy.conditions == {"all": [{"kind": "category", "op": "in", "value": ["refund"]}]}
    page = admin.get(reverse("settings:policy", args=[policy.pk])).context
    assert (page["form"].initial["categories"], page["says_more"]) == (["refund"], False)


def test_a_row_that_nobody_touched_is_not_marked_when_somebody_else_saved(admin):
    policy = a_policy(name="Gold", minutes={"resolution": 480})
    page = reverse("settings:policy", args=[policy.pk])
    form = policy_form(version=policy.version, first_response_low=60)
    rows = int(form["step-TOTAL_FORMS"])
    empty = {f"step-{rows}-unit": "percent", f"step-{rows}-do": "", "step-TOTAL_FORMS": rows + 1}
    admin.post(page, form)

    answer = admin.post(page, form | empty | {"name": "Mine"})

    assert answer.status_code == 422
    assert "Now: Gold" in answer.content.decode()
    assert "Now empty" not in answer.content.decode()


def test_two_policies_whose_names_differ_in_case_only_are_refused(admin):
    a_policy(name="Gold")

    answer = admin.post(reverse("settings:new-policy"), policy_form(name="GOLD", resolution_low=60))

    assert answer.status_code == 422
    assert "“Gold” has this name already." in answer.content.decode()
    assert SlaPolicy.objects.count() == 1
