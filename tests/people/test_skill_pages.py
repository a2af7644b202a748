"""Skills: what they are, when they are asked for less, and who has them."""

import pytest
from django.urls import reverse

from events import actors
from events.models import Event
from people.actions.save_skill import change_skill, create_skill
from people.models import AgentSkill, Skill
from tests.builders import a_category, a_supervisor, a_team, an_admin, an_agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = an_admin()
    client.force_login(admin)
    return admin


def test_a_skill_is_made_with_its_steps_and_its_people(client, admin):
    rani, maya = an_agent(name="Rani Puspita"), an_agent()

    response = client.post(
        reverse("settings:new-skill"),
        {
            "name": "English", "language": "en", "is_active": "on",
            "after_1": "10", "lower_1": "1", "after_2": "30", "lower_2": "any",
            f"agent_{rani.pk}": "4", f"agent_{maya.pk}": "0",
        },
    )  # fmt: skip

    assert response.status_code == 302
    skill = Skill.objects.get()
    assert skill.steps == [{"after_minutes": 10, "lower_by": 1}, {"after_minutes": 30, "lower_by": None}]
    assert AgentSkill.objects.values("agent", "level").get() == {"agent": rani.pk, "level": 4}
    seen = client.get(reverse("settings:skills")).content.decode()
    assert "Rani Puspita" in seen and "after 10 min 1 level less, after 30 min anybody" in seen


def test_the_page_of_a_skill_shows_what_was_set(client, admin):
    agent = an_agent()
    skill = create_skill(
        by=actors.SYSTEM, name="Refunds", levels={agent.pk: 3}, steps=[{"after_minutes": 15, "lower_by": 2}]
    )

    form = client.get(reverse("settings:skill", args=[skill.pk])).context["form"]

    assert form.initial[f"agent_{agent.pk}"] == 3
    assert (form.initial["after_1"], form.initial["lower_1"]) == (15, "2")


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        pytest.param({"after_1": "10"}, "A step needs both", id="half a step"),
        pytest.param(
            {"after_1": "10", "lower_1": "2", "after_2": "20", "lower_2": "1"},
            "Later steps must ask for less than those before them.",
            id="asked for more later",
        ),
    ],
)
def test_steps_that_cannot_be_are_said_and_nothing_is_saved(client, admin, steps, says):
    response = client.post(reverse("settings:new-skill"), {"name": "English", "is_active": "on", **steps})

    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Skill.objects.exists()


def test_a_skill_that_was_changed_meanwhile_is_not_overwritten(client, admin):
    agent = an_agent()
    skill = create_skill(by=actors.SYSTEM, name="Refunds")
    seen = skill.version
    change_skill(skill, by=actors.SYSTEM, levels={agent.pk: 5})

    response = client.post(
        reverse("settings:skill", args=[skill.pk]),
        {"version": seen, "name": "Refunds", "is_active": "on", f"agent_{agent.pk}": "0"},
    )

    assert response.status_code == 422
    assert AgentSkill.objects.get().level == 5


def test_another_level_is_an_event_of_theirs(admin):
    agent = an_agent()
    skill = create_skill(by=actors.SYSTEM, name="Refunds", levels={agent.pk: 2})
    change_skill(skill, by=actors.SYSTEM, levels={agent.pk: 2})

    assert Event.objects.filter(kind="agent.changed", agent_id=agent.pk, data__fields=["skills"]).count() == 1


def test_a_category_and_a_team_say_what_they_ask_for(client, admin):
    skill = create_skill(by=actors.SYSTEM, name="Refunds")
    category, team = a_category(key="refund"), a_team(name="Orders")

    asked = {
        "version": 1,
        "name": "Refund",
        "skill": skill.pk,
        "skill_level": 3,
        "points": 0,
        "is_active": "on",
    }
    client.post(reverse("settings:category", args=[category.pk]), asked)
    spoken = {"version": team.version, "name": "Orders", "colour": 1, "language_level": 2, "is_active": "on"}
    client.post(reverse("settings:team", args=[team.pk]), spoken)

    category.refresh_from_db(), team.refresh_from_db()
    assert (category.skill, category.skill_level, team.language_level) == (skill, 3, 2)


def test_who_leads_sees_skills_on_the_page_of_shifts(client):
    team = a_team()
    agent = an_agent(team)
    create_skill(by=actors.SYSTEM, name="Refunds", levels={agent.pk: 4})
    client.force_login(a_supervisor(team))

    assert "Refunds 4" in client.get(reverse("shifts:week")).content.decode()
