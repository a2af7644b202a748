"""What every settings page does: a form, one action, and what the action refuses back in the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.lib.fault_words import words_of
from helpdesk.lib.faults import FaultyData
from helpdesk.lib.refused import Refused
from people.as_it_is_now import go_on_from_now
from people.former import newest_former
from people.models import Former
from people.signed_in import SignedInRequest
from people.stale import StaleRow

REFUSALS = (StaleRow, Refused, FaultyData, ValidationError)


@contextmanager
def refusals_into(form: forms.Form, rows: Iterable[forms.Form] = ()) -> Iterator[None]:
    """Whatever the action refuses stands in the form afterwards, at its field where it has one."""
    try:
        yield
    except StaleRow as stale:
        form.add_error(None, stale.words)
        go_on_from_now(form, rows)
        form.add_error(None, _("What differs is marked with what stands there now. Save again to set yours."))
    except Refused as refusal:
        form.add_error(None, refusal.words)
    except FaultyData as error:
        for fault in error.faults:
            field = fault.path.partition(".")[0]
            form.add_error(field if field in form.fields else None, words_of(fault))
    except ValidationError as error:
        _add(form, error)


def _add(form: forms.Form, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, found in error.error_dict.items():
        for one in found:
            words = _("Another one has this already.") if one.code == "unique" else one
            form.add_error(field if field in form.fields else None, words)


def edit(
    request: SignedInRequest,
    form: forms.Form,
    *,
    save: Callable[[dict[str, Any]], object],
    back: str,
    then: Callable[[Any], HttpResponse] | None = None,
    template: str = "settings/edit.html",
    **context: Any,
) -> HttpResponse:
    """Show the form, or save and go back (or on). 422 and all that was typed if something is wrong.

    Where `save` returns words (a SafeString: saved_words), they are said.
    """
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            saved = save(form.cleaned_data)
        if not form.errors:
            messages.success(request, saved if isinstance(saved, SafeString) else _("Saved"))
            return then(saved) if then else HttpResponseRedirect(back)
    context |= {"form": form, "back": back, "section": "settings"}
    return render(request, template, context, status=422 if form.errors else 200)


def do(request: SignedInRequest, act: Callable[[], object], *, back: str, done: str) -> HttpResponse:
    """A button: one action, a word about it, and back."""
    try:
        act()
    except REFUSALS as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(back)


def in_words(refusal: Exception) -> str:
    if isinstance(refusal, FaultyData):
        return " ".join(words_of(fault) for fault in refusal.faults)
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return str(getattr(refusal, "words", refusal))


def saved_words(changed: Sequence[str], what: Former.What, row: int, page: str) -> str:
    """With one step to how it was before, if anything was changed."""
    newest = newest_former(what, row) if changed else None
    if newest is None:
        return _("Saved")
    before = _("Look at the version before")
    link = '{} · <a class="link" href="{}?former={}">{}</a>'
    return format_html(link, _("Saved"), page, newest, before)
