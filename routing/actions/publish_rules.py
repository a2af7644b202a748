from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from events.record import record
from routing.models import RoutingRule, RuleName, RuleSet
from routing.refusals import Refused
from routing.rule_change_words import changes_in_a_line
from routing.rule_changes import changes_between
from routing.rule_sets import Entry, draft_rules, live_set
from routing.seen_rules import Seen


@transaction.atomic
def publish_rules(*, by: Actor, seen: Seen | None = None) -> RuleSet:
    """The draft decides from now on. Refused if it, or what is live, is not what was `seen`."""
    live = hold_rules()
    draft = draft_rules()
    if seen:
        _refuse_stale(seen, live, draft)
    if not changes_between(live.rules if live else [], draft):
        raise Refused("nothing_to_publish")
    return add_version(draft, after=live, by=by)


def hold_rules() -> RuleSet | None:
    """Whoever publishes, discards or restores holds these, in this order; what is live then."""
    if newest := RuleSet.objects.first():
        RuleSet.objects.select_for_update(no_key=True).get(pk=newest.pk)
    list(RoutingRule.objects.select_for_update(no_key=True).order_by("pk"))
    return live_set()


def add_version(
    rules: list[Entry], *, after: RuleSet | None, by: Actor, restores: int | None = None
) -> RuleSet:
    """The caller holds the rules."""
    added = RuleSet.objects.create(
        version=after.version + 1 if after else 1,
        rules=rules,
        published_at=timezone.now(),
        published_by_id=by.id if by.is_person else None,
        restores=restores,
    )
    RuleName.objects.bulk_create(
        [RuleName(id=rule["id"], name=rule["name"]) for rule in sorted(rules, key=lambda rule: rule["id"])],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name"],
    )
    record("config.changed", by=by, what="rule_set", id=added.pk, version=added.version)
    return added


def _refuse_stale(seen: Seen, live: RuleSet | None, draft: list[Entry]) -> None:
    if live and live.version != seen.live:
        before = RuleSet.objects.filter(version=seen.live).values_list("rules", flat=True).first()
        raise Refused(
            "live_moved",
            who=live.published_by or "–",
            version=live.version,
            changes=changes_in_a_line(changes_between(before or [], live.rules)),
        )
    if seen != Seen.of(seen.live, draft):
        raise Refused("draft_moved", changes=changes_in_a_line(seen.changes_to(draft)))
