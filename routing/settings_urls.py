from __future__ import annotations

from django.urls import path, register_converter

from routing.models import Subject
from routing.views import learning, policies, priority, rule_sets, rules, trials, which_policy


class SubjectName:
    regex = "|".join(Subject.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SubjectName, "subject")

urlpatterns = [
    path("rules/", rules.show, name="rules"),
    path("rules/new/", rules.new, name="new-rule"),
    path("rules/<int:rule_id>/", rules.change, name="rule"),
    path("rules/<int:rule_id>/place/", rules.move, name="rule-place"),
    path("rules/<int:rule_id>/activity/", rules.switch, name="rule-activity"),
    path("rules/<int:rule_id>/copy/", rules.copy, name="rule-copy"),
    path("rules/<int:rule_id>/removal/", rules.remove, name="rule-removal"),
    path("rules/publication/", rule_sets.publish, name="rule-publication"),
    path("rules/draft/removal/", rule_sets.discard, name="rule-draft-removal"),
    path("rules/history/", rule_sets.history, name="rule-history"),
    path("rules/history/<int:version>/restoration/", rule_sets.restore, name="rule-restoration"),
    path("rules/dry-runs/", trials.show, name="rule-dry-runs"),
    path("rules/dry-runs/<int:dry_run_id>/", trials.show_one, name="rule-dry-run"),
    path("rules/dry-runs/<int:dry_run_id>/changes.csv", trials.download, name="rule-dry-run-changes"),
    path("rules/one-message/", trials.one_message, name="rule-one-message"),
    path("learning/", learning.show, name="learning"),
    path("learning/<subject:subject>/", learning.change, name="learned"),
    path("learning/<subject:subject>/training/", learning.learn, name="learning-training"),
    path("learning/<subject:subject>/versions/<int:number>/use/", learning.use, name="learned-use"),
    path("priority/", priority.change, name="priority"),
    path("sla/", policies.show, name="sla"),
    path("sla/which/", which_policy.show, name="which-policy"),
    path("sla/new/", policies.new, name="new-policy"),
    path("sla/<int:policy_id>/", policies.change, name="policy"),
    path("sla/<int:policy_id>/place/", policies.move, name="policy-place"),
    path("sla/<int:policy_id>/removal/", policies.remove, name="policy-removal"),
]
