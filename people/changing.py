"""How an action changes something that people configure: hold it, check it, write what differs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from helpdesk.lib.faults import FaultyData
from people.hours_format import check_zone
from people.refusals import Refused
from people.stale import StaleRow


def lock(row: models.Model, *, expected_version: int | None = None) -> None:
    """Hold the row until the commit and see it as it is now. StaleRow if that is not what the person saw."""
    row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(no_key=True))
    if expected_version is not None and getattr(row, "version", expected_version) != expected_version:
        raise StaleRow(row)


def apply(row: models.Model, fields: Mapping[str, Any], *, known: Collection[str]) -> list[str]:
    """Write the fields that differ and count the version up; their names. ValidationError if any is wrong."""
    refuse_unknown(fields, known)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.full_clean()
        if hasattr(row, "version"):
            row.version += 1
        row.save(update_fields=[*changed, *(["version"] if hasattr(row, "version") else [])])
    return changed


def count_up(rows: models.QuerySet[Any]) -> None:
    """Something beside the rows themselves has changed: whoever looks at one of them sees it as it was."""
    held = list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=held).update(version=models.F("version") + 1)


def refuse_twin(row: models.Model, fields: Mapping[str, Any]) -> None:
    """Two names that differ only in case are one name to whoever writes it in a rule."""
    name = fields.get("name", "")
    if not name or name == getattr(row, "name", ""):
        return
    twins = type(row)._default_manager.exclude(pk=row.pk).filter(name__iexact=name.strip())
    if twin := twins.values_list("name", flat=True).first():
        raise ValidationError({"name": _("“%(name)s” has this name already.") % {"name": twin}})


def refuse_unknown_zone(fields: Mapping[str, Any]) -> None:
    """One that no clock can count in would be found out by the next ticket."""
    zone = fields.get("time_zone")
    if zone and (faults := check_zone(zone, path="time_zone")):
        raise FaultyData(faults)


def refuse_unknown(fields: Mapping[str, Any], known: Collection[str]) -> None:
    """Explicit lists only: what a form or file must not set, it cannot."""
    for field in fields:
        if field not in known:
            raise Refused("no_such_field", field=field)
