"""Where a rule wants a name, the names that there are stand ready, and a wrong one says which they are."""

import re

import pytest
from django.urls import reverse

from routing.models import RoutingRule
from tests.builders import a_category, a_rule, a_team, an_admin
from tests.routing.test_settings_pages import rule_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def choices(page, do):
    """What stands to choose from beside this action."""
    [inside] = re.findall(rf'value="{do}".*?<select[^>]*>(.*?)</select>', page, re.DOTALL)
    return re.findall('value="([^"]+)"', inside)


def test_each_kind_offers_its_own_names(admin):
    a_team(name="Layanan")
    a_category(name="Retur", name_en="Returns")

    page = admin.get(reverse("settings:new-rule")).content.decode()

    assert choices(page, "set_team") == ["Layanan"]
    assert choices(page, "set_category") == ["Returns"]
    assert choices(page, "set_priority") == ["Low", "Normal", "High", "Urgent"]


def test_a_row_that_is_there_offers_the_names_of_its_kind(admin):
    team = a_team()
    rule = a_rule(
        {"all": [{"kind": "previous.team", "op": "in", "value": [team.pk]}]},
        {"do": "set_priority", "to": "high"},
    )

    page = admin.get(reverse("settings:rule", args=[rule.pk])).content.decode()

    assert re.search(rf'name="when-0-value" value="{team.name}" checked', page)
    assert re.search('<option value="High" selected>', page)


@pytest.mark.parametrize(
    ("conditions", "actions", "field"),
    [
        pytest.param(
            [{"kind": "team", "op": "equals", "value": "Nowhere"}],
            [{"do": "add_tag", "to": "x"}],
            "when-0-value",
            id="compared with",
        ),
        pytest.param([], [{"do": "set_team", "to": "Nowhere"}], "then-0-to", id="set"),
    ],
)
def test_a_wrong_name_is_marked_and_says_what_there_is(admin, conditions, actions, field):
    a_team(name="Layanan")
    a_team(name="Pembayaran")

    page = admin.post(reverse("settings:new-rule"), rule_form(conditions, actions)).content.decode()

    assert "There is no “Nowhere”. There are: Layanan, Pembayaran." in page
    marked = re.findall('<[a-z]+[^>]*aria-invalid="true"[^>]*>', page)
    assert any(f"id_{field}" in tag for tag in marked)


def test_where_there_is_nothing_yet_it_says_so(admin):
    page = admin.post(reverse("settings:new-rule"), rule_form([], [{"do": "set_team", "to": "Orders"}]))

    assert "There is no “Orders”. There are none yet." in page.content.decode()


@pytest.mark.parametrize("written", ["LAYANAN", "layanan"])
def test_a_name_may_be_written_in_any_case(admin, written):
    team = a_team(name="Layanan")

    admin.post(reverse("settings:new-rule"), rule_form([], [{"do": "set_team", "to": written}]))

    assert RoutingRule.objects.get().actions == [{"do": "set_team", "to": team.pk}]


def test_a_team_that_is_off_is_given_nothing_new(admin):
    team = a_team(name="Layanan", is_active=False)
    kept = a_rule({}, {"do": "set_team", "to": team.pk})
    give = [{"do": "set_team", "to": "Layanan"}]

    new = admin.post(reverse("settings:new-rule"), rule_form([], give))
    form = rule_form([], give, name="Renamed", version=kept.version) | {"then-INITIAL_FORMS": 1}
    known = admin.post(reverse("settings:rule", args=[kept.pk]), form)

    assert "“Layanan” is switched off: it gets nothing new." in new.content.decode()
    assert (new.status_code, known.status_code) == (422, 302)
