"""Somebody describes a ticket and is told which policy would hold, and why none above it."""

import pytest
from django.urls import reverse

from people.models import Organisation
from tests.builders import a_category, a_channel, a_policy, an_admin, office_hours

pytestmark = pytest.mark.django_db

PAGE = reverse("settings:which-policy")


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def of(kind, *values):
    return {"kind": kind, "op": "in", "value": list(values)}


def ask(admin, **asked):
    return admin.get(PAGE, {"tier": "standard", "priority": "normal", **asked})


def test_the_first_whose_conditions_hold_is_named_with_what_it_promises(admin):
    whatsapp, other, complaint = (
        a_channel(name="WhatsApp"),
        a_channel(name="Letters"),
        a_category(key="complaint"),
    )
    conditions = {
        "all": [of("customer_tier", "gold"), of("channel", whatsapp.pk), of("category", complaint.key)]
    }
    a_policy(
        name="VIP",
        minutes={"first_response": 15},
        conditions=conditions,
        calendar=office_hours(name="Office"),
    )
    a_policy(name="Everybody", minutes={"resolution": 960})
    vip = {"tier": "gold", "category": "complaint"}

    said = ask(admin, channel=whatsapp.pk, **vip).content.decode()
    assert "applies: Customer’s tier (Gold), Channel" in said
    assert "First response <b>15 m</b>" in said
    assert "Office" in said
    assert "Everybody" not in said  # it was not asked any more

    which = ask(admin, channel=other.pk, **vip).context["which"]
    assert which.policy.name == "Everybody"
    assert [one.words for one in which.looked_at] == ["does not apply: Channel", "applies to every ticket"]


def test_an_organisation_counts(admin):
    jakarta = Organisation.objects.create(name="Jakarta")
    a_policy(name="Contract", conditions={"all": [of("organisation", jakarta.pk)]})

    assert ask(admin, organisation=jakarta.pk).context["which"].policy.name == "Contract"
    assert "No policy would hold" in ask(admin).content.decode()


def test_between_our_own_teams_others_are_asked(admin):
    a_policy(name="Everybody")
    a_policy(name="Inside", minutes={"resolution": 60}, is_internal=True)

    which = ask(admin, is_internal="on").context["which"]

    assert [one.name for one in which.looked_at] == ["Inside"]


def test_what_is_switched_off_is_not_asked(admin):
    a_policy(name="Off", is_active=False)

    assert ask(admin).context["which"].policy is None


def test_a_priority_for_which_it_promises_nothing_is_said(admin):
    policy = a_policy(name="Urgent only", minutes={"first_response": 15})
    policy.targets.exclude(priority="urgent").delete()

    assert "It promises nothing at this priority." in ask(admin).content.decode()


@pytest.mark.parametrize(
    "asked", [{"tier": "vip"}, {"channel": "x"}, {"category": "<b>"}, {"team": "9" * 30}]
)
def test_what_there_is_not_is_refused_beside_its_field(admin, asked):
    answer = ask(admin, **asked)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == asked.keys()


def test_the_list_says_for_whom_each_holds(admin):
    a_policy(name="VIP", conditions={"all": [of("customer_tier", "gold", "platinum")]})
    a_policy(name="Everybody")

    said = admin.get(reverse("settings:sla")).content.decode()

    assert "<b>Gold, Platinum</b>" in said
    assert said.count("Every ticket") == 1
