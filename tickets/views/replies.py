"""Answering the customer, and taking an answer back before it has left."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.reply import send_reply
from tickets.actions.reply_asked import reply_asked
from tickets.actions.resolve_asked import StillAsked
from tickets.actions.withdraw import withdraw_reply
from tickets.escalations import teams_of
from tickets.forms.writing import ReplyForm, first_error
from tickets.models import Draft, Message, Ticket
from tickets.refusals import Refused
from tickets.stale import SentBefore, StaleTicket
from tickets.views.answers import back, is_script, newer_in, refusable
from tickets.views.drafts import file_told
from tickets.views.found import the_ticket
from tickets.views.writing import REFUSED, begun_by, sent_before, still_written
from tickets.ways import Way

ELSEWHERE = {"window_closed", "opted_out", "customer_unreachable"}


@may_write
@require_POST
def create(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return still_written(request, ticket, kind=Draft.Kind.REPLY, words=first_error(form))
    try:
        message = _send(ticket, form, request)
    except StillAsked as asked:
        return _still_asked(request, ticket, teams_of(asked.children))
    except Refused as refused:
        return _refused(request, ticket, refused)
    except SentBefore as before:
        return sent_before(request, ticket, before, kind=Draft.Kind.REPLY)
    except StaleTicket as stale:
        return _crossed(request, ticket, stale)
    return _sent(request, message)


def _send(ticket: Ticket, form: ReplyForm, request: SignedInRequest) -> Message:
    said = form.cleaned_data
    send = partial(reply_asked, then=said["escalations"]) if form.resolves_it else send_reply
    return send(
        ticket,
        text=said["text"],
        by=actors.agent(request.user),
        agent=request.user,
        client_key=said["client_key"],
        recipients=form.recipients,
        manner=form.manner,
        attachments_of_draft=begun_by(request.user, ticket, Draft.Kind.REPLY),
        keeps_open=said["keeps_open"],
        seen_message_id=said["seen_message_id"] or 0,
        confirm=said["confirm"],
    )


def _still_asked(request: SignedInRequest, ticket: Ticket, going_on: list[Ticket]) -> HttpResponseBase:
    """Another function still works on what is about to be resolved: that is said before anything is sent."""
    if is_script(request):
        said = {"going_on": going_on, "ticket": ticket}
        return render(request, "tickets/_still_asked_of_reply.html", said, status=409)
    return still_written(request, ticket, kind=Draft.Kind.REPLY, words="", status=409, going_on=going_on)


def _refused(request: SignedInRequest, ticket: Ticket, refused: Refused) -> HttpResponseBase:
    """409 where another way would do: a program gets its code and the best of those that are left."""
    is_elsewhere = refused.code in ELSEWHERE
    status = 409 if is_elsewhere else REFUSED
    if is_elsewhere and is_script(request):
        told = {"code": refused.code, "error": refused.words, "best": _told(refused.params.get("way"))}
        return JsonResponse(told, status=status)
    return still_written(request, ticket, kind=Draft.Kind.REPLY, words=refused.words, status=status)


def _told(way: object) -> dict[str, object] | None:
    if not isinstance(way, Way):
        return None
    channel = way.channel
    return {"channel": channel.pk, "name": channel.name, "kind": channel.kind, "address": way.address}


def _sent(request: SignedInRequest, message: Message) -> HttpResponse:
    if not is_script(request):
        return back(request, message.ticket_id, _("Your reply is on its way"))
    undo = reverse("tickets:withdrawal", args=[message.ticket_id, message.pk])
    seconds = message.channel.undo_seconds
    told = {"undo_url": undo, "undo_seconds": seconds} if seconds else {}
    return JsonResponse({"message": message.pk, **told}, status=201)


def _crossed(request: SignedInRequest, ticket: Ticket, stale: StaleTicket) -> HttpResponseBase:
    """Somebody wrote meanwhile: show that first, keep the text, and let the agent send it all the same."""
    newer = newer_in(stale, ticket, request)
    if is_script(request):
        said = {"words": stale.words, "newer": newer, "ticket": ticket}
        return render(request, "tickets/_crossed.html", said, status=409)
    return still_written(request, ticket, kind=Draft.Kind.REPLY, words=stale.words, status=409, newer=newer)


@may_write
@require_POST
@refusable
def withdraw(request: SignedInRequest, ticket_id: int, message_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    message = get_object_or_404(ticket.messages, pk=message_id)
    is_template = any(one.get("kind") == "template" for one in message.extras)
    text = "" if is_template else message.text
    draft = withdraw_reply(message, by=actors.agent(request.user))
    if is_script(request):
        files = [file_told(ticket_id, draft.kind, file) for file in draft.attachments.order_by("pk")]
        told = {"text": text, "version": draft.version, "channel": draft.channel_id, "files": files}
        return JsonResponse(told)
    return back(request, ticket_id, _("Not sent. Your text is back in the reply."))
