"""What an agent decides for themselves: whether they are there, and how they read."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actors
from people.actions.change_agent import change_agent
from people.actions.set_presence import choose_presence, heartbeat
from people.forms.phone import PhoneField
from people.models import Presence
from people.models.company import LANGUAGES
from people.signed_in import SignedInRequest, signed_in

THEMES = [(code, code) for code in ("system", "light", "dark")]
CHOOSABLE = [choice for choice in Presence.Status.choices if choice[0] != Presence.Status.OFFLINE]


class PresenceForm(forms.Form):
    status = forms.ChoiceField(choices=CHOOSABLE)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=THEMES)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=LANGUAGES)


class TelephoneForm(forms.Form):
    phone = PhoneField(
        label=gettext_lazy("Telephone"),
        required=False,
        help_text=gettext_lazy("With the country, like +628123456789. Empty: no call rings at you."),
    )


@signed_in
@require_safe
def address(request: SignedInRequest) -> HttpResponse:
    return render(request, "account/email.html")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def telephone(request: SignedInRequest) -> HttpResponse:
    """Where calls of customers ring."""
    form = TelephoneForm(request.POST or None, initial={"phone": request.user.phone})
    if request.method == "POST" and form.is_valid():
        change_agent(request.user, by=actors.agent(request.user), phone=form.cleaned_data["phone"])
        messages.success(request, _("Saved"))
        return HttpResponseRedirect(reverse("me:telephone"))
    status = 422 if request.method == "POST" else 200
    return render(request, "account/telephone.html", {"form": form}, status=status)


@signed_in
@require_POST
def presence(request: SignedInRequest) -> HttpResponse:
    form = PresenceForm(request.POST)
    if form.is_valid():
        choose_presence(request.user, form.cleaned_data["status"])
    return _answer(request, form)


@signed_in
@require_POST
def beat(request: SignedInRequest) -> HttpResponse:
    """A sign of life from a browser whose socket is away."""
    heartbeat(request.user)
    return HttpResponse(status=204)


@signed_in
@require_POST
def theme(request: SignedInRequest) -> HttpResponse:
    form = ThemeForm(request.POST)
    if form.is_valid():
        change_agent(request.user, by=actors.agent(request.user), theme=form.cleaned_data["theme"])
    return _answer(request, form)


@signed_in
@require_POST
def language(request: SignedInRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if form.is_valid():
        change_agent(request.user, by=actors.agent(request.user), language=form.cleaned_data["language"])
    return _answer(request, form)


def _answer(request: SignedInRequest, form: forms.Form) -> HttpResponse:
    """Nothing to a script, the page they came from to a form."""
    if request.headers.get("X-Requested-With") == "fetch":
        if form.is_valid():
            return HttpResponse(status=204)
        return JsonResponse({"error": _("That is no choice here.")}, status=400)
    if not form.is_valid():
        messages.error(request, _("That is no choice here."))
    place = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(place, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(place if is_ours else "/")
