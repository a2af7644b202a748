"""What was learned from sorted tickets: how right it is, from when on it is used, and its former versions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.settings_page import do, edit
from people.signed_in import SignedInRequest, admin_only, posted_from
from routing.actions.save_threshold import save_threshold
from routing.actions.start_training import start_training
from routing.actions.use_version import use_version
from routing.forms.learning import ThresholdForm
from routing.learned_words import SHOWN, dots_of, names_of, seen, with_names
from routing.models import LearnedVersion, Subject


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    context = {"subjects": seen(), "section": "settings", "page": "learning"}
    return render(request, "settings/learning.html", context)


@admin_only
def change(request: SignedInRequest, subject: str) -> HttpResponse:
    one = next(found for found in seen() if found.subject == subject)
    context = _of(subject) | {"one": one}
    if request.htmx:
        return render(request, "settings/_learned.html", context)
    return edit(
        request,
        ThresholdForm(request.POST or None, initial={"percent": one.percent, "is_on": one.is_on}),
        save=lambda fields: save_threshold(subject, by=actors.agent(request.user), **fields),
        back=reverse("settings:learned", args=[subject]),
        template="settings/learned.html",
        page="learning",
        heading=Subject(subject).label,
        **context,
    )


@admin_only
@posted_from("settings:learned", "subject")
def learn(request: SignedInRequest, subject: str) -> HttpResponse:
    by = actors.agent(request.user)
    back = reverse("settings:learned", args=[subject])
    done = _("It is learned again: below you see how far it is.")
    return do(request, lambda: start_training(subject, by=by), back=back, done=done)


@admin_only
@posted_from("settings:learned", "subject")
def use(request: SignedInRequest, subject: str, number: int) -> HttpResponse:
    version = get_object_or_404(LearnedVersion, subject=subject, number=number)
    back = reverse("settings:learned", args=[subject])
    done = _("Version %(number)s looks at new tickets from now on.") % {"number": number}
    return do(request, lambda: use_version(version, by=actors.agent(request.user)), back=back, done=done)


def _of(subject: str) -> dict[str, Any]:
    versions = list(LearnedVersion.objects.filter(subject=subject).order_by("-number")[:SHOWN])
    live = next((one for one in versions if one.state == LearnedVersion.State.LIVE), None)
    figures = live.figures if live else {}
    return {
        "versions": versions,
        "dots": dots_of(figures),
        "figures": figures,
        **with_names(figures, names_of(subject)),
    }
