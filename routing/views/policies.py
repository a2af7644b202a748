from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import actors
from helpdesk.marks.clocks import span_words
from people.former import former_of, formers_of
from people.models import Calendar, Former
from people.settings_page import do, refusals_into, saved_words
from people.signed_in import SignedInRequest, admin_only, posted_from
from routing.actions.save_policy import PROMISES, change_policy, create_policy, move_policies, remove_policy
from routing.former_policies import WORDS, as_it_was, targets_of
from routing.forms.ladder import ALONE, StepRows, step_rows_of
from routing.forms.policies import PolicyForm, of_policy, says_more
from routing.ladder import simple_ladder
from routing.ladder_kinds import STEP_KINDS
from routing.ladder_named import list_for, offered_names
from routing.models import Metric, SlaPolicy
from routing.order import one_place
from routing.recompute import running_by
from routing.rule_lines import Lines
from tickets.models import Priority

PLAIN = (
    "name",
    "is_active",
    "is_internal",
    "calendar",
    "pauses_while_pending",
    "pauses_while_on_hold",
    "on_change",
)


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    stored = SlaPolicy.objects.select_related("calendar").prefetch_related("targets")
    lines = Lines()
    policies: list[dict[str, Any]] = []
    for_all: dict[bool, SlaPolicy] = {}  # customers', and between our own teams
    for policy in stored:
        behind = for_all.get(policy.is_internal)
        when = lines.when(policy.conditions)
        policies.append({"policy": policy, "when": when, "first": _quickest(policy), "behind": behind})
        if behind is None and policy.is_active and not policy.conditions:
            for_all[policy.is_internal] = policy
    context = {"policies": policies, "section": "settings", "page": "sla"}
    return render(request, "settings/policies.html", context)


@admin_only
def new(request: SignedInRequest) -> HttpResponse:
    initial = {
        "pauses_while_pending": True,
        "pauses_while_on_hold": True,
        "is_active": True,
        "calendar": Calendar.the_only_one(),
    }
    form = PolicyForm(request.POST or None, initial=initial)
    steps = _steps(request, simple_ladder([75]))

    def save() -> str:
        create_policy(by=actors.agent(request.user), targets=form.targets, **_given(form, steps))
        return _("Saved")

    return _page(request, form, steps, save, heading=_("New SLA policy"))


@admin_only
def change(request: SignedInRequest, policy_id: int) -> HttpResponse:
    policy = get_object_or_404(SlaPolicy.objects.prefetch_related("targets"), pk=policy_id)
    former = former_of(Former.What.POLICY, policy.pk, request.GET.get("former"))
    shown, targets = (as_it_was(policy, former.said), targets_of(former.said)) if former else (policy, None)
    is_typed = bool(request.POST)  # then what differs is told from how it is now
    initial = of_policy(policy) if is_typed else of_policy(shown, targets)
    form = PolicyForm(request.POST or None, initial=initial)
    steps = _steps(request, policy.ladder if is_typed else shown.ladder)

    def save() -> str:
        given = _given(form, steps)
        if says_more(shown):  # what the form cannot show
            given["conditions"] = shown.conditions
        changed = change_policy(
            policy,
            by=actors.agent(request.user),
            targets=form.targets,
            expected_version=form.cleaned_data["version"],
            promises=form.cleaned_data["promises"],
            **given,
        )
        if PROMISES & set(changed):
            _say_what_it_moves(request, policy, form.cleaned_data["promises"] or policy.on_change)
        page = reverse("settings:policy", args=[policy.pk])
        return saved_words(changed, Former.What.POLICY, policy.pk, page)

    context = {"policy": policy, "says_more": says_more(shown), "tickets": running_by(policy.pk)}
    context |= {"former": former, "formers": list(formers_of(Former.What.POLICY, policy.pk, WORDS))}
    running = policy.clocks.going().count()
    return _page(request, form, steps, save, heading=policy.name, running=running, **context)


@admin_only
@posted_from("settings:policy", "policy_id")
def remove(request: SignedInRequest, policy_id: int) -> HttpResponse:
    policy = get_object_or_404(SlaPolicy, pk=policy_id)
    by = actors.agent(request.user)
    return do(request, lambda: remove_policy(policy, by=by), back=reverse("settings:sla"), done=_("Removed"))


@admin_only
@posted_from("settings:sla")
def move(request: SignedInRequest, policy_id: int) -> HttpResponse:
    """One place up or down: the first whose conditions hold applies."""
    order = SlaPolicy.objects.values_list("pk", flat=True)
    move_policies(one_place(order, policy_id, down="down" in request.POST), by=actors.agent(request.user))
    return HttpResponseRedirect(reverse("settings:sla"))


def _page(
    request: SignedInRequest, form: PolicyForm, steps: Any, save: Callable[[], str], **context: Any
) -> HttpResponse:
    back = reverse("settings:sla")
    if request.POST and all([form.is_valid(), steps.is_valid()]):  # each shows its own errors
        with refusals_into(form, rows=steps):
            said = save()
        if not form.errors:
            messages.success(request, said)
            return HttpResponseRedirect(back)
    context |= {"form": form, "steps": steps, "back": back, "section": "settings", "page": "sla"}
    context |= {"priorities": Priority.labels, **_around_steps()}
    return render(request, "settings/policy.html", context, status=422 if request.POST else 200)


def _steps(request: SignedInRequest, ladder: list[dict[str, Any]]) -> Any:
    return StepRows(request.POST or None, initial=step_rows_of(ladder), prefix="step")


def _around_steps() -> dict[str, Any]:
    """What can be named in a step: offered while typing."""
    lists = json.dumps({do: f"names-{name}" if (name := list_for(do)) else "" for do in STEP_KINDS})
    return {"names": offered_names(), "lists": lists, "alone": ALONE}


def _say_what_it_moves(request: SignedInRequest, policy: SlaPolicy, choice: str) -> None:
    """The counting is owed by now, and goes on while the list is read."""
    if n := running_by(policy.pk):
        if choice == SlaPolicy.OnChange.RECOMPUTE:
            words = ngettext(
                "The deadlines of %(n)s open ticket are counted again",
                "The deadlines of %(n)s open tickets are counted again",
                n,
            )
        else:
            words = ngettext(
                "%(n)s open ticket keeps its deadlines", "%(n)s open tickets keep their deadlines", n
            )
        messages.info(request, words % {"n": n})


def _given(form: PolicyForm, steps: Any) -> dict[str, Any]:
    given = {name: form.cleaned_data[name] for name in PLAIN}
    return {**given, "conditions": form.conditions, "ladder": steps.ladder}


def _quickest(policy: SlaPolicy) -> dict[str, str]:
    """The tightest promise per metric, for the list."""
    found: dict[str, int] = {}
    for target in policy.targets.all():
        label = str(Metric(target.metric).label)
        found[label] = min(target.minutes, found.get(label, target.minutes))
    return {metric: span_words(minutes * 60) for metric, minutes in found.items()}
