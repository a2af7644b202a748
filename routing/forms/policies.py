from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Calendar, Tier
from routing.models import Metric, SlaPolicy
from tickets.category_words import category_name
from tickets.models import Category, Channel, Priority


class PolicyForm(forms.Form):
    """A promise: for whom, on which hours, how many minutes per metric and priority."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=150)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    is_internal = forms.BooleanField(
        label=_("Between our own teams"),
        required=False,
        help_text=_(
            "For what another team does when a ticket is escalated to it. Customers’ tickets keep what was "
            "promised to them. Only the resolution counts."
        ),
    )
    tiers = forms.MultipleChoiceField(
        label=_("For customers of these tiers"),
        choices=Tier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: for everybody."),
    )
    channels = forms.ModelMultipleChoiceField(
        label=_("On these channels"),
        queryset=Channel.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: on all."),
    )
    categories = forms.ModelMultipleChoiceField(
        label=_("In these categories"),
        queryset=Category.objects.all(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: in all, and in none."),
    )
    calendar = forms.ModelChoiceField(
        label=_("Opening hours"),
        queryset=Calendar.objects.all(),
        required=False,
        empty_label=_("Around the clock"),
    )
    pauses_while_pending = forms.BooleanField(
        label=_("The resolution clock stands still while we wait for the customer"), required=False
    )
    pauses_while_on_hold = forms.BooleanField(
        label=_("The resolution clock stands still while a ticket is on hold"), required=False
    )
    promises = forms.ChoiceField(
        label=_("Promises already made by this policy"),
        choices=SlaPolicy.OnChange.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    on_change = forms.ChoiceField(
        label=_("When a ticket comes under this policy later, or under another of its targets"),
        choices=SlaPolicy.OnChange.choices,
        initial="recompute",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].label_from_instance = category_name  # type: ignore[attr-defined]
        for metric, priority, name in cells():
            self.fields[name] = forms.IntegerField(
                label=f"{Metric(metric).label}, {Priority(priority).label}",
                required=False,
                min_value=1,
                max_value=527_040,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The table of targets: a row a metric, a cell a priority."""
        return [
            {
                "metric": metric.label,
                "cells": [(level.label, self[_cell(metric, level)]) for level in Priority],
            }
            for metric in Metric
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for cell, words in _contradictions(self.targets):
                self.add_error(cell, words)
            if data.get("is_internal"):
                self._refuse_answers()
        return data

    def _refuse_answers(self) -> None:
        """Nobody is answered on an internal ticket: a clock that nothing stops would only ever break."""
        for metric, level in self.targets:
            if metric != Metric.RESOLUTION:
                words = str(_("Between our own teams nobody is answered: set the resolution only."))
                self.add_error(_cell(metric, level), words)

    @property
    def targets(self) -> dict[tuple[str, str], int]:
        given = {(metric, priority): self.cleaned_data.get(name) for metric, priority, name in cells()}
        return {key: minutes for key, minutes in given.items() if minutes}

    @property
    def conditions(self) -> dict[str, Any]:
        leaves = []
        if tiers := self.cleaned_data["tiers"]:
            leaves.append({"kind": "customer_tier", "op": "in", "value": list(tiers)})
        if channels := self.cleaned_data["channels"]:
            leaves.append({"kind": "channel", "op": "in", "value": [channel.pk for channel in channels]})
        if categories := self.cleaned_data["categories"]:
            leaves.append({"kind": "category", "op": "in", "value": [one.key for one in categories]})
        return {"all": leaves} if leaves else {}


def _contradictions(targets: dict[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """What nobody can mean: to solve before one answers, or to be quicker where it matters less."""
    for metric in Metric:
        given = [
            (level, targets[metric, level]) for level in reversed(Priority) if (metric, level) in targets
        ]
        for (level, minutes), (below, others) in pairwise(given):
            if minutes > others:
                words = _("Slower than for the priority “%(name)s”.") % {"name": Priority(below).label}
                yield _cell(metric, level), words
    for level in Priority:
        first, last = (targets.get((metric, level)) for metric in (Metric.FIRST_RESPONSE, Metric.RESOLUTION))
        if first and last and last < first:
            yield _cell(Metric.RESOLUTION, level), str(_("Shorter than the first response."))


def cells() -> list[tuple[str, str, str]]:
    return [(metric, priority, _cell(metric, priority)) for metric in Metric for priority in Priority]


def _cell(metric: str, priority: str) -> str:
    return f"{metric}_{priority}"


def of_policy(policy: SlaPolicy, targets: Mapping[tuple[str, str], int] | None = None) -> dict[str, Any]:
    """`targets`: other ones than it has."""
    fields = (
        "version",
        "name",
        "is_active",
        "is_internal",
        "calendar",
        "pauses_while_pending",
        "pauses_while_on_hold",
        "on_change",
    )
    if targets is None:
        targets = {(target.metric, target.priority): target.minutes for target in policy.targets.all()}
    chosen = {leaf.get("kind"): leaf.get("value") for leaf in policy.conditions.get("all", [])}
    return {
        **{field: getattr(policy, field) for field in fields},
        "promises": policy.on_change,
        "tiers": chosen.get("customer_tier", []),
        "channels": chosen.get("channel", []),
        "categories": chosen.get("category", []),
        **{_cell(*key): minutes for key, minutes in targets.items()},
    }


def says_more(policy: SlaPolicy) -> bool:
    """Conditions that this form cannot show: kept as they are."""
    leaves = policy.conditions.get("all", []) if set(policy.conditions) <= {"all"} else [{}]
    known = {("customer_tier", "in"), ("channel", "in"), ("category", "in")}
    return any((leaf.get("kind"), leaf.get("op")) not in known for leaf in leaves)
