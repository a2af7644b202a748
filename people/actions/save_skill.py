from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from helpdesk.lib.faults import FaultyData
from people.actions.set_skill_levels import set_levels_of
from people.changing import apply, lock, refuse_twin, refuse_unknown
from people.models import Skill
from people.skill_steps import check_steps

FIELDS = ("name", "language", "steps", "is_active")


@transaction.atomic
def create_skill(*, by: Actor, levels: Mapping[int, int] | None = None, **fields: Any) -> Skill:
    """`levels`: by agent; 0: not at all."""
    refuse_unknown(fields, FIELDS)
    _refuse_faulty(fields)
    refuse_twin(Skill(), fields)
    skill = Skill(**fields)
    skill.full_clean()
    skill.save()
    record("config.changed", by=by, what="skill", id=skill.pk)
    set_levels_of(skill, levels or {}, by=by)
    return skill


@transaction.atomic
def change_skill(
    skill: Skill,
    *,
    by: Actor,
    expected_version: int | None = None,
    levels: Mapping[int, int] | None = None,
    **fields: Any,
) -> list[str]:
    """The names of what changed. Agents whom `levels` does not name stay as they are."""
    lock(skill, expected_version=expected_version)
    _refuse_faulty(fields)
    refuse_twin(skill, fields)
    changed = apply(skill, fields, known=FIELDS)
    if set_levels_of(skill, levels or {}, by=by):
        if not changed:
            skill.version += 1
            skill.save(update_fields=["version"])
        changed.append("levels")
    if changed:
        record("config.changed", by=by, what="skill", id=skill.pk, fields=changed)
    return changed


def _refuse_faulty(fields: Mapping[str, Any]) -> None:
    if "steps" in fields and (faults := check_steps(fields["steps"])):
        raise FaultyData(faults)
