"""The page behind a survey's link: for whoever has it, without a sign-in and without a script.

Opening it changes nothing: mail servers open links before people do.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from analytics.actions.rate import SurveyOver, rate
from analytics.answers import NAMES
from analytics.forms.answer import AnswerForm, score_named
from analytics.models import Rating, Survey
from channels_in.surveys import key_in


@csrf_exempt  # nobody is signed in here: the address is what entitles, and no other site knows it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    survey = _called(token)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        return _in_another_language(request, survey, language)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and survey.language:
        translation.activate(survey.language)
    if request.method != "POST":
        return _page(request, survey, AnswerForm(initial=_so_far(request, survey)))
    form = AnswerForm(request.POST)
    if not form.is_valid() and survey.is_open():
        return _page(request, survey, form, status=422)
    if form.is_valid():
        try:
            rate(survey, way=Rating.Way.PAGE, **form.cleaned_data)
        except SurveyOver:
            return _page(request, survey, form, status=409)
    return redirect(f"{reverse('rating', args=[token])}?sent=1")


def _called(token: str) -> Survey:
    """Who makes up an address learns nothing of what there is."""
    key = key_in(token)
    surveys = Survey.objects.select_related("rating", "ticket").asked()
    survey = surveys.filter(name=key).first() if key else None
    if survey is None:
        raise Http404
    return survey


def _so_far(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    rating = survey.answer
    chosen = score_named(request.GET.get("score", ""))
    if rating is None:
        return {"score": chosen}
    return {"score": chosen or rating.score, "comment": rating.comment}


def _in_another_language(request: HttpRequest, survey: Survey, language: str) -> HttpResponse:
    """What was typed stays: nothing is sent yet."""
    translation.activate(language)
    typed = {name: request.POST.get(name, "") for name in ("score", "comment")}
    response = _page(request, survey, AnswerForm(initial=typed))
    response.cookies.update(set_language(request).cookies)
    return response


def _page(request: HttpRequest, survey: Survey, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {
        "survey": survey,
        "form": form,
        "is_open": survey.is_open(),
        "given": survey.answer,
        "given_words": NAMES[survey.answer.score] if survey.answer else "",
        "is_sent": "sent" in request.GET and survey.answer is not None,
    }
    response = render(request, "analytics/answer.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the address is a key
    return response
