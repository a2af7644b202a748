"""The versions of the rules: publish the draft or drop it, see what was live, bring it back."""

from __future__ import annotations

from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.settings_page import do
from people.signed_in import SignedInRequest, admin_only, posted_from
from routing.actions.discard_draft import discard_draft
from routing.actions.publish_rules import publish_rules
from routing.actions.restore_rules import restore_rules
from routing.models import RuleSet
from routing.rule_change_words import change_words
from routing.rule_changes import changes_between
from routing.seen_rules import Seen

SHOWN = 50  # versions


@admin_only
@posted_from("settings:rules")
def publish(request: SignedInRequest) -> HttpResponse:
    seen = Seen.read(request.POST.get("seen", ""))
    by = actors.agent(request.user)
    done = _("Published: from now on these rules decide.")
    return do(request, lambda: publish_rules(by=by, seen=seen), back=reverse("settings:rules"), done=done)


@admin_only
@posted_from("settings:rules")
def discard(request: SignedInRequest) -> HttpResponse:
    by = actors.agent(request.user)
    done = _("The draft is dropped: it says again what is live.")
    return do(request, lambda: discard_draft(by=by), back=reverse("settings:rules"), done=done)


@admin_only
def history(request: SignedInRequest) -> HttpResponse:
    """The newest first, each with what made it another one than the one before."""
    found = list(RuleSet.objects.select_related("published_by")[: SHOWN + 1])
    pairs = [*pairwise(found), *([(found[-1], None)] if 0 < len(found) <= SHOWN else [])]
    versions = [
        {"set": new, "changes": change_words(changes_between(old.rules, new.rules)) if old else []}
        for new, old in pairs
    ]
    context = {"versions": versions, "section": "settings", "page": "rules"}
    return render(request, "settings/rule_history.html", context)


@admin_only
@posted_from("settings:rule-history")
def restore(request: SignedInRequest, version: int) -> HttpResponse:
    old = get_object_or_404(RuleSet, version=version)
    by = actors.agent(request.user)
    done = _("Version %(version)s is live again, as a new version.") % {"version": version}
    return do(request, lambda: restore_rules(old, by=by), back=reverse("settings:rule-history"), done=done)
