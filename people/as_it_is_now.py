"""A form that was filled in before somebody else saved: it goes on from what is there now.

What was typed stays. Each field that differs says what stands there, and saving again means it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

LONGEST = 200  # of a text that is repeated beside its field


def go_on_from_now(form: forms.Form, rows: Iterable[forms.Form] = ()) -> None:
    """`form.initial` was read with this request. `rows`: smaller forms beside it, a line each."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("version")] = str(form.initial.get("version", ""))
    form.data = data
    for name in form.changed_data:
        field = form.fields[name]
        if name != "version" and not isinstance(field.widget, forms.PasswordInput):
            stands = in_words(field, form.get_initial_for_field(field, name))
            if _plain(stands) != _plain(str(form[name].value())):
                form.add_error(name, _now(stands))
    for row in rows:
        if row.has_changed():
            seen = {name: value for name, value in row.initial.items() if value and not row[name].is_hidden}
            stands = " ".join(in_words(row.fields[name], value) for name, value in seen.items())
            row.add_error(next(reversed(row.fields)), _now(stands))


def in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    shown = field.prepare_value(value)
    choices = getattr(field, "choices", None)
    if choices is None:
        return "" if shown is None else str(shown)
    labels = {str(key): str(label) for key, label in choices}
    chosen = shown if isinstance(shown, list | tuple) else ["" if shown is None else shown]
    return ", ".join(labels.get(str(one), str(one)) for one in chosen)


def _now(stands: str) -> str:
    cut = stands if len(stands) <= LONGEST else f"{stands[:LONGEST]}…"
    return _("Now: %(value)s") % {"value": cut} if cut else _("Now empty.")


def _plain(text: str) -> str:
    return "\n".join(text.split())
