"""A policy that somebody spoiled: how it was stands on its page, and saving it brings it back."""

import pytest
from django.urls import reverse

from events import actors
from people.models import Calendar, Former
from routing.actions.save_policy import change_policy, remove_policy
from routing.models import SlaPolicy
from tests.builders import a_channel, a_policy, an_admin, office_hours

pytestmark = pytest.mark.django_db

URGENT = "first_response_urgent"


@pytest.fixture
def dewi():
    return an_admin(name="Dewi")


@pytest.fixture
def admin(client, dewi):
    client.force_login(dewi)
    return client


def page_of(policy, former=None):
    page = reverse("settings:policy", args=[policy.pk])
    return f"{page}?former={former}" if former else page


def shown_as_typed(answer):
    """What a browser would send, if somebody saved the form as it stands there."""
    form, steps = answer.context["form"], answer.context["steps"]
    fields = {name: form[name].value() for name in form.fields}
    sent = {name: "on" if value is True else value for name, value in fields.items() if value}
    management = {
        f"step-{name}": steps.management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    rows = {row.add_prefix(name): row[name].value() or "" for row in steps for name in row.fields}
    return sent | management | rows


def test_a_spoiled_policy_comes_back_with_all_it_said(admin):
    whatsapp, hours = a_channel(), office_hours()
    conditions = {"all": [{"kind": "channel", "op": "in", "value": [whatsapp.pk]}]}
    policy = a_policy(name="Gold", minutes={"first_response": 15}, conditions=conditions, calendar=hours)
    spoiled = shown_as_typed(admin.get(page_of(policy))) | {"name": "Oops", URGENT: 1, "calendar": ""}
    saved = admin.post(page_of(policy), spoiled | {"channels": []}, follow=True)
    former = Former.objects.get()
    assert f"{page_of(policy)}?former={former.pk}" in saved.content.decode()

    page = admin.get(page_of(policy, former.pk))
    assert "As it was until Dewi changed it" in page.content.decode()
    assert SlaPolicy.objects.get().name == "Oops"  # looking changes nothing
    admin.post(page_of(policy, former.pk), shown_as_typed(page))

    policy = SlaPolicy.objects.get()
    assert (policy.name, policy.calendar, policy.conditions) == ("Gold", hours, conditions)
    assert {target.minutes for target in policy.targets.all()} == {15}
    assert policy.version == 3


def test_its_page_says_who_changed_what(admin, dewi):
    policy = a_policy(name="Gold")
    change_policy(policy, by=actors.agent(dewi), name="Silver", targets={("resolution", "low"): 60})

    said = admin.get(page_of(policy)).content.decode()

    assert "Versions before" in said
    assert "Dewi · " in said
    assert "changed: Name, Minutes of working time" in said


def test_what_the_form_cannot_show_comes_back_too(admin):
    nested = {"any": [{"kind": "language", "op": "equals", "value": "en"}]}
    policy = a_policy(name="English", conditions=nested)
    change_policy(policy, by=actors.SYSTEM, conditions={})
    former = Former.objects.get()

    admin.post(page_of(policy, former.pk), shown_as_typed(admin.get(page_of(policy, former.pk))))

    assert SlaPolicy.objects.get().conditions == nested


def test_bringing_back_over_what_somebody_else_saved_is_refused(admin):
    policy = a_policy(name="Gold")
    change_policy(policy, by=actors.SYSTEM, name="Silver")
    back = page_of(policy, Former.objects.get().pk)
    opened = shown_as_typed(admin.get(back))
    change_policy(policy, by=actors.SYSTEM, name="Bronze")

    answer = admin.post(back, opened)

    assert answer.status_code == 422
    assert "Now: Bronze" in answer.content.decode()
    assert SlaPolicy.objects.get().name == "Bronze"


def test_saving_nothing_new_keeps_no_version(admin):
    policy = a_policy(name="Gold")

    admin.post(page_of(policy), shown_as_typed(admin.get(page_of(policy))))

    assert not Former.objects.exists()


@pytest.mark.parametrize("asked", ["0", "9" * 30, "x", "-1", "1.5", "²"])
def test_a_version_that_is_none_of_this_policy_shows_the_one_of_now(admin, asked):
    policy = a_policy(name="Gold")

    assert admin.get(page_of(policy, asked)).context["form"]["name"].value() == "Gold"


def test_a_version_of_another_policy_is_not_shown(admin):
    other, policy = a_policy(name="Other"), a_policy(name="Gold")
    change_policy(other, by=actors.SYSTEM, name="Elsewhere")

    answer = admin.get(page_of(policy, Former.objects.get().pk))

    assert answer.context["form"]["name"].value() == "Gold"


def test_opening_hours_that_are_gone_are_not_asked_for(admin):
    gone = Calendar.objects.create(name="Gone", hours={"mon": [["09:00", "17:00"]]})
    policy = a_policy(name="Gold", calendar=gone)
    change_policy(policy, by=actors.SYSTEM, calendar=None)
    gone.delete()

    page = admin.get(page_of(policy, Former.objects.get().pk))

    assert page.status_code == 200
    assert page.context["form"]["calendar"].value() is None


def test_what_was_removed_leaves_no_versions():
    policy = a_policy(name="Gold")
    change_policy(policy, by=actors.SYSTEM, name="Silver")

    remove_policy(policy, by=actors.SYSTEM)

    assert not Former.objects.exists()
