"""A form's field in our design: its label, its control, what is wrong with it, and a hint."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString


def field(
    bound: BoundField, size: str = "", hint: str | None = None, label: str = "", optional: bool = True
) -> dict[str, Any]:
    """`hint=""` leaves out the field's own; `optional`: whether a field that may stay empty says so."""
    kind = kind_of(bound.field.widget)
    words = bound.help_text if hint is None else hint
    return {
        "bound": bound,
        "kind": kind,
        "control": control(bound, kind, size, described_by(bound, has_hint=bool(words))),
        "label": label or bound.label,
        "hint": words,
        "says_optional": optional and not bound.field.required and kind == "line",
    }


def kind_of(widget: forms.Widget) -> str:
    """hidden, check (one box), choices (a list of them), or line (everything with its label above)."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    return "line"


def control(bound: BoundField, kind: str, size: str, described: str) -> SafeString:
    # No placeholder: the label says it already, and stays.
    attrs: dict[str, str | bool] = {"placeholder": False, "aria-describedby": described or False}
    if kind == "line":
        own = bound.field.widget.attrs.get("class", "")
        attrs["class"] = " ".join(filter(None, ["inp", f"inp-{size}" if size else "", own]))
    return bound.as_widget(attrs=attrs)


def described_by(bound: BoundField, *, has_hint: bool) -> str:
    ids = [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join([*ids, f"{bound.auto_id}_hint"] if has_hint else ids)
