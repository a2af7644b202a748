"""Why a promise was made by this policy and by none of those above it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from routing.models import Clock, Decision
from routing.named import BY_CODE
from routing.rule_words import KIND_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    name: str  # of a policy
    words: str


def why_policy(row: Clock) -> Sequence[LookedAt]:
    """Every policy that was looked at, in their order; the last one applies."""
    decisions = Decision.objects.filter(ticket=row.ticket_id, kind=Decision.Kind.SLA)
    decision = decisions.filter(outcome__policy=row.policy_id).order_by("-pk").first()
    if decision is None or row.policy_id is None:
        return []
    return [LookedAt(name=one["name"], words=looked_at_words(one)) for one in decision.candidates]


def looked_at_words(looked: Mapping[str, Any]) -> str:
    """Its conditions held, or the first that did not."""
    said = ", ".join(_conditions(looked["reasons"]))
    if looked["holds"]:
        return _("applies: %(conditions)s") % {"conditions": said} if said else _("applies to every ticket")
    return _("does not apply: %(conditions)s") % {"conditions": said}


def _conditions(reasons: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for reason in reasons:
        kind = str(KIND_WORDS.get(reason["kind"], reason["kind"]))
        labels = BY_CODE.get(reason["kind"].removeprefix("previous."), {})
        found = ", ".join(str(labels[one]) for one in reason["found"] if one in labels)
        yield f"{kind} ({found})" if found else kind
