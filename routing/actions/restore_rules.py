from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from routing.actions.discard_draft import write_draft
from routing.actions.publish_rules import add_version, hold_rules
from routing.models import RuleSet
from routing.refusals import Refused
from routing.rule_change_words import changes_in_a_line
from routing.rule_changes import changes_between
from routing.rule_sets import draft_rules


@transaction.atomic
def restore_rules(old: RuleSet, *, by: Actor) -> RuleSet:
    """What was live once is live again, as a new version. Refused while a draft would be lost by it."""
    live = hold_rules()
    rules = live.rules if live else []
    if waiting := changes_between(rules, draft_rules()):
        raise Refused("draft_in_the_way", changes=changes_in_a_line(waiting))
    if not changes_between(rules, old.rules):
        raise Refused("live_already", version=old.version)
    write_draft(old.rules)
    return add_version(draft_rules(), after=live, by=by, restores=old.version)
