from __future__ import annotations

from django.urls import path

from routing.views import policies, priority, rules

urlpatterns = [
    path("rules/", rules.show, name="rules"),
    path("rules/new/", rules.new, name="new-rule"),
    path("rules/<int:rule_id>/", rules.change, name="rule"),
    path("rules/<int:rule_id>/place/", rules.move, name="rule-place"),
    path("rules/<int:rule_id>/removal/", rules.remove, name="rule-removal"),
    path("priority/", priority.change, name="priority"),
    path("sla/", policies.show, name="sla"),
    path("sla/new/", policies.new, name="new-policy"),
    path("sla/<int:policy_id>/", policies.change, name="policy"),
    path("sla/<int:policy_id>/place/", policies.move, name="policy-place"),
    path("sla/<int:policy_id>/removal/", policies.remove, name="policy-removal"),
]
