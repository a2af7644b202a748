from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.settings_page import do, refusals_into
from people.signed_in import SignedInRequest, admin_only, posted_from
from routing.actions.save_rule import change_rule, create_rule, move_rules, remove_rule
from routing.draft_state import draft_state
from routing.forms.rules import ActionRows, ConditionRows, RuleForm, action_rows_of, of_rule, rows_of
from routing.models import RoutingRule
from routing.named import list_of, offered
from routing.order import one_place
from routing.rule_findings import findings_of
from routing.rule_words import ACTION_WORDS, KIND_WORDS, OPERATOR_WORDS


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    stored = list(RoutingRule.objects.all())
    findings, state = findings_of(stored), draft_state(stored)
    rules = [
        {**_in_words(rule), "findings": findings.get(rule.pk, ()), "mark": state.marks.get(rule.pk, "")}
        for rule in stored
    ]
    context = {
        "rules": rules,
        "faulty": len(findings),
        "draft": state,
        "section": "settings",
        "page": "rules",
    }
    return render(request, "settings/rules.html", context)


@admin_only
def new(request: SignedInRequest) -> HttpResponse:
    return _edit(request, None)


@admin_only
def change(request: SignedInRequest, rule_id: int) -> HttpResponse:
    return _edit(request, get_object_or_404(RoutingRule, pk=rule_id))


@admin_only
@posted_from("settings:rule", "rule_id")
def remove(request: SignedInRequest, rule_id: int) -> HttpResponse:
    rule = get_object_or_404(RoutingRule, pk=rule_id)
    by = actors.agent(request.user)
    return do(
        request,
        lambda: remove_rule(rule, by=by),
        back=reverse("settings:rules"),
        done=_("Removed from the draft"),
    )


@admin_only
@posted_from("settings:rules")
def move(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """One place up or down."""
    order = RoutingRule.objects.values_list("pk", flat=True)
    move_rules(one_place(order, rule_id, down="down" in request.POST), by=actors.agent(request.user))
    return HttpResponseRedirect(reverse("settings:rules"))


def _edit(request: SignedInRequest, rule: RoutingRule | None) -> HttpResponse:
    rows = rows_of(rule.conditions) if rule else []
    posted = request.POST or None
    form = RuleForm(posted, initial=of_rule(rule) if rule else None)
    conditions = ConditionRows(posted, initial=rows or [], prefix="when")
    actions = ActionRows(posted, initial=action_rows_of(rule.actions) if rule else [], prefix="then")
    parts = (form, conditions, actions)
    if posted and all([part.is_valid() for part in parts]):  # noqa: C419 - each shows its own errors
        with refusals_into(form, rows=[*conditions, *actions]):
            saved = _save(request, rule, form, conditions, actions, keeps_tree=rows is None)
        if not form.errors:
            _tell_saved(request, saved)
            return HttpResponseRedirect(reverse("settings:rules"))
    context = {
        "findings": findings_of(RoutingRule.objects.all()).get(rule.pk, ()) if rule else (),
        "form": form,
        "conditions": conditions,
        "actions": actions,
        "rule": rule,
        "is_tree": rows is None,
    }
    is_faulty = posted is not None
    return render(request, "settings/rule.html", context | _around(), status=422 if is_faulty else 200)


def _save(
    request: SignedInRequest,
    rule: RoutingRule | None,
    form: RuleForm,
    conditions: Any,
    actions: Any,
    *,
    keeps_tree: bool,
) -> RoutingRule:
    fields = {name: form.cleaned_data[name] for name in ("name", "is_active", "stops")}
    fields["actions"] = [row["action"] for row in actions.cleaned_data if row.get("action")]
    if not keeps_tree:
        leaves = [row["leaf"] for row in conditions.cleaned_data if row.get("leaf")]
        fields["conditions"] = {form.cleaned_data["group"]: leaves} if leaves else {}
    by = actors.agent(request.user)
    if rule is None:
        return create_rule(by=by, **fields)
    change_rule(rule, by=by, expected_version=form.cleaned_data["version"], **fields)
    return rule


def _tell_saved(request: SignedInRequest, rule: RoutingRule) -> None:
    """And what is wrong with it now, or with others because of it."""
    findings = findings_of(RoutingRule.objects.all())
    if not findings:
        messages.success(request, _("Saved in the draft: publish it to let it decide."))
    elif rule.pk in findings:
        messages.warning(
            request, _("Saved in the draft, but: %(findings)s") % {"findings": " ".join(findings[rule.pk])}
        )
    else:
        messages.success(request, _("Saved in the draft. Look at the remarks on other rules."))


def _around() -> dict[str, Any]:
    """What can be named in a row: offered while typing."""
    chosen = {kind: list_of(kind) for kind in (*KIND_WORDS, *ACTION_WORDS)}
    lists = json.dumps({kind: f"names-{name}" if name else "" for kind, name in chosen.items()})
    return {"names": offered(), "lists": lists, "section": "settings", "page": "rules"}


def _in_words(rule: RoutingRule) -> dict[str, Any]:
    rows = rows_of(rule.conditions)
    return {
        "rule": rule,
        "is_any": "any" in rule.conditions,
        "is_tree": rows is None,
        "conditions": [
            {
                **row,
                "kind": KIND_WORDS.get(row["kind"], row["kind"]),
                "op": OPERATOR_WORDS.get(row["op"], row["op"]),
            }
            for row in rows or []
        ],
        "actions": [
            {"do": ACTION_WORDS.get(row["do"], row["do"]), "to": row["to"]}
            for row in action_rows_of(rule.actions)
        ],
    }
