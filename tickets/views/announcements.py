"""One text for all incidents of a problem: writing it, seeing whom it reaches, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.lib.whole_number import whole_number
from people.signed_in import SignedInRequest, may_write, signed_in
from tickets.actions.announce import announce
from tickets.actions.take_back_announcement import take_back_announcement
from tickets.announcing.preview import SHOWN, Preview, preview
from tickets.announcing.result import lines_of, progress_of
from tickets.announcing.texts import ANNOUNCED_WITH
from tickets.forms.announcement import AnnouncementForm
from tickets.models import Announcement, Ticket
from tickets.refusals import Refused
from tickets.views.found import LARGEST, the_ticket


@may_write
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """The sheet. With `preview` it is only drawn again, with what was typed."""
    ticket = the_ticket(request, ticket_id)
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    shown = preview(ticket, agent=request.user, said=form.said)
    if request.method != "POST":
        return _sheet(request, ticket, form, shown)
    if "preview" in request.POST or "from" in request.POST:
        form.is_valid()
        return _sheet(request, ticket, form, shown)
    form.is_valid()
    form.refuse_unsaid(shown)
    form.refuse_unwritten(shown)  # whatever else is wrong: all of it is said at once
    if form.errors:
        return _sheet(request, ticket, form, shown, status=422)
    return _announce(request, ticket, form, shown)


def _announce(
    request: SignedInRequest, ticket: Ticket, form: AnnouncementForm, shown: Preview
) -> HttpResponse:
    try:
        row = announce(
            ticket,
            by=request.user,
            texts=form.said.texts,
            templates=form.templates(),
            resolves=form.cleaned_data["resolves"],
            escalations=form.cleaned_data["escalations"],
            seen=form.seen_by_ticket,
            client_key=form.cleaned_data["client_key"],
        )
    except Refused as refused:
        form.add_error(None, refused.words)
        return _sheet(request, ticket, form, shown, status=422)
    return HttpResponseRedirect(reverse("tickets:announcement", args=[row.pk]))


def _sheet(
    request: SignedInRequest, ticket: Ticket, form: AnnouncementForm, shown: Preview, *, status: int = 200
) -> HttpResponse:
    for code, _name, _number in shown.languages[:1]:
        form.fields[f"text-{code}"].widget.attrs["autofocus"] = True
    start = whole_number(request.POST.get("from", "")) or 0
    known = ", ".join(f"{{{{ {name} }}}}" for name in ANNOUNCED_WITH)
    context: dict[str, Any] = {
        "ticket": ticket,
        "form": form,
        "shown": shown,
        "texts": [(form[f"text-{code}"], code, number) for code, _name, number in shown.languages],
        "ways": [(one, form.values_of(one)) for one in shown.shut],
        "left": shown.left[start : start + SHOWN],
        "left_after": start + SHOWN if len(shown.left) > start + SHOWN else 0,
        "known": known,
        "section": "incidents",
    }
    return render(request, "tickets/announce.html", context, status=status)


@signed_in
@require_safe
def show(request: SignedInRequest, announcement_id: int) -> HttpResponse:
    """How far it has come: the page asks again while that changes."""
    row = _row(request, announcement_id)
    page = min(whole_number(request.GET.get("page", "")) or 0, 10_000)
    lines, has_more = lines_of(row, agent=request.user, page=page)
    context = {
        "row": row,
        "progress": progress_of(row),
        "lines": lines,
        "page": page,
        "next": page + 1 if has_more else 0,
        "section": "incidents",
    }
    return render(request, "tickets/announced.html", context)


@may_write
@require_POST
def take_back(request: SignedInRequest, announcement_id: int) -> HttpResponse:
    row = _row(request, announcement_id)
    try:
        number = take_back_announcement(row, by=request.user)
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        words = ngettext("%(n)s answer taken back", "%(n)s answers taken back", number)
        messages.success(request, words % {"n": number})
    return HttpResponseRedirect(reverse("tickets:announcement", args=[row.pk]))


def _row(request: SignedInRequest, announcement_id: int) -> Announcement:
    """Whoever sees the problem."""
    seen = Ticket.objects.visible_to(request.user)
    rows = Announcement.objects.select_related("by", "problem").filter(problem__in=seen)
    return get_object_or_404(rows, pk=min(announcement_id, LARGEST))
