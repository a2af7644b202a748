"""The draft of the rules: the list, and in it the one that is being written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events import actors
from people.settings_page import do, refusals_into
from people.signed_in import SignedInRequest, admin_only, posted_from
from routing.actions.copy_rule import copy_rule
from routing.actions.save_rule import change_rule, create_rule, move_rules, remove_rule
from routing.draft_state import draft_state
from routing.forms.rule_editor import RuleEditor
from routing.models import RoutingRule
from routing.order import one_place, to_place
from routing.rule_findings import findings_of
from routing.rule_lines import Lines
from routing.rule_matches import counted
from routing.views.trials import latest


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    return _page(request, None)


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
    """One place up or down, or to the place that is named."""
    order = list(RoutingRule.objects.values_list("pk", flat=True))
    if "up" in request.POST or "down" in request.POST:
        order = one_place(order, rule_id, down="down" in request.POST)
    else:
        order = to_place(order, rule_id, request.POST.get("place", ""))
    move_rules(order, by=actors.agent(request.user))
    return HttpResponseRedirect(reverse("settings:rules"))


@admin_only
@posted_from("settings:rules")
def switch(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """On or off, in the draft."""
    rule = get_object_or_404(RoutingRule, pk=rule_id)
    change_rule(rule, by=actors.agent(request.user), is_active="on" in request.POST)
    return HttpResponseRedirect(reverse("settings:rules"))


@admin_only
@posted_from("settings:rules")
def copy(request: SignedInRequest, rule_id: int) -> HttpResponse:
    copied = copy_rule(get_object_or_404(RoutingRule, pk=rule_id), by=actors.agent(request.user))
    messages.success(request, _("Copied: the copy is switched off until you want it."))
    return HttpResponseRedirect(reverse("settings:rule", args=[copied.pk]))


def _edit(request: SignedInRequest, rule: RoutingRule | None) -> HttpResponse:
    editor = RuleEditor(rule, request.POST)
    if "edit" in request.POST:
        editor.step(request.POST["edit"])
        if request.htmx:
            return render(request, "settings/_rule_when.html", {"editor": editor, "is_changed": True})
    elif request.POST and editor.is_valid():
        with refusals_into(editor.form, rows=editor.rows):
            saved = _save(request, rule, editor)
        if not editor.form.errors:
            _tell_saved(request, saved)
            return HttpResponseRedirect(f"{reverse('settings:rules')}#rule-{saved.pk}")
    return _page(request, editor)


def _page(request: SignedInRequest, editor: RuleEditor | None) -> HttpResponse:
    stored = list(RoutingRule.objects.all())
    findings, state, hits = findings_of(stored), draft_state(stored), counted(now=timezone.now())
    lines = Lines()
    rules = [
        {
            **lines.of(rule),
            "findings": findings.get(rule.pk, ()),
            "mark": state.marks.get(rule.pk, ""),
            "hits": hits.of(rule.pk),
        }
        for rule in stored
    ]
    context: dict[str, Any] = {
        "rules": rules,
        "faulty": len(findings),
        "draft": state,
        "hits": hits,
        "editor": editor,
        "section": "rules",
        **latest(request),
    }
    is_refused = editor is not None and editor.form.is_bound
    return render(request, "settings/rules.html", context, status=422 if is_refused else 200)


def _save(request: SignedInRequest, rule: RoutingRule | None, editor: RuleEditor) -> RoutingRule:
    by = actors.agent(request.user)
    if rule is None:
        return create_rule(by=by, **editor.fields())
    change_rule(rule, by=by, expected_version=editor.form.cleaned_data["version"], **editor.fields())
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
