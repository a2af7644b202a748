from __future__ import annotations

from django.urls import path

from people.views import agents, calendars, company, skills, teams

urlpatterns = [
    path("agents/", agents.show, name="agents"),
    path("agents/new/", agents.new, name="new-agent"),
    path("agents/<int:agent_id>/", agents.change, name="agent"),
    path("agents/<int:agent_id>/invitation/", agents.invite, name="invitation"),
    path("agents/<int:agent_id>/activity/", agents.switch, name="agent-activity"),
    path("teams/", teams.show, name="teams"),
    path("teams/new/", teams.new, name="new-team"),
    path("teams/<int:team_id>/", teams.change, name="team"),
    path("skills/", skills.show, name="skills"),
    path("skills/new/", skills.new, name="new-skill"),
    path("skills/<int:skill_id>/", skills.change, name="skill"),
    path("calendars/", calendars.show, name="calendars"),
    path("calendars/new/", calendars.new, name="new-calendar"),
    path("calendars/<int:calendar_id>/", calendars.change, name="calendar"),
    path("calendars/<int:calendar_id>/holidays/", calendars.add_day, name="holidays"),
    path("calendars/<int:calendar_id>/several-holidays/", calendars.add_days, name="several-holidays"),
    path("calendars/<int:calendar_id>/holidays/<int:holiday_id>/", calendars.remove_day, name="holiday"),
    path("calendars/<int:calendar_id>/national/", calendars.take_over_days, name="national-holidays"),
    path("organisations/", company.organisations, name="organisations"),
    path("organisations/new/", company.new_organisation, name="new-organisation"),
    path("organisations/<int:organisation_id>/", company.change_one_organisation, name="organisation"),
    path("company/", company.change, name="company"),
    path("security/", company.security, name="security"),
]
