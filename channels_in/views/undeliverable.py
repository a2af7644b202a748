"""The Undeliverable screen: what happened, what to do, and what was tried."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from channels_in import raw_store, undeliverable
from channels_in.actions.block_sender import block_sender
from channels_in.actions.judge_item import discard_item, release_item, reprocess_item
from channels_in.actions.retry_dead_work import retry_dead_work
from channels_in.item_words import words_for as item_words
from channels_in.models import ReceiptItem
from channels_in.tries import tries_of
from events import actors
from events.actors import Actor
from events.dead_work import dead_work
from helpdesk.lib.refused import Refused
from people.settings_page import do
from people.signed_in import SignedInRequest, admin_only, may_write, signed_in
from tickets.actions.give_up_delivery import give_up_delivery
from tickets.actions.retry_delivery import retry_delivery
from tickets.delivery_reasons import NextStep, next_step
from tickets.delivery_reasons import words_for as delivery_words
from tickets.models import Delivery

SAFE_TO_REPEAT = Delivery.Status.FAILED


@signed_in
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    waiting = undeliverable.count_for(request.user)
    waits = [tab for tab, number in waiting.counts.items() if number]
    tab = request.GET.get("tab") or (waits[0] if waits else undeliverable.OUTGOING)
    if tab not in waiting.counts:
        raise Http404
    context = {"waiting": waiting, "tab": tab, "section": "undeliverable", **_rows(request, tab)}
    return render(request, "channels_in/undeliverable.html", context)


@may_write
@require_POST
def retry(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.visible_to(request.user), pk=delivery_id)
    by = actors.agent(request.user)
    return do(
        request, lambda: retry_delivery(delivery, by=by), back=_back("outgoing"), done=_("It is sent again")
    )


@may_write
@require_POST
def retry_all(request: SignedInRequest) -> HttpResponse:
    """Those that certainly did not leave: what may have been sent is for a person to judge, one by one."""
    rows = undeliverable.failed(request.user).filter(status=SAFE_TO_REPEAT)[: undeliverable.SHOWN]
    sent = sum(_is_sent_again(delivery, by=actors.agent(request.user)) for delivery in rows)
    words = ngettext("%(n)s message is sent again", "%(n)s messages are sent again", sent) % {"n": sent}
    messages.success(request, words)
    return HttpResponseRedirect(_back("outgoing"))


def _is_sent_again(delivery: Delivery, *, by: Actor) -> bool:
    """No, if somebody else pressed the button a moment before: theirs it is."""
    try:
        retry_delivery(delivery, by=by)
    except Refused:
        return False
    return True


@may_write
@require_POST
def give_up(request: SignedInRequest, delivery_id: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.visible_to(request.user), pk=delivery_id)
    by = actors.agent(request.user)
    return do(
        request, lambda: give_up_delivery(delivery, by=by), back=_back("outgoing"), done=_("Left unsent")
    )


@may_write
@require_POST
def take_in(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Read a dead one again, or let a quarantined one in."""
    item = _item(request, item_id)
    is_dead = item.outcome == ReceiptItem.Outcome.DEAD
    (reprocess_item if is_dead else release_item)(item, by=actors.agent(request.user))
    messages.success(request, _("It is read again") if is_dead else _("Released: it becomes a ticket"))
    return HttpResponseRedirect(_back("incoming" if is_dead else "quarantine"))


@may_write
@require_POST
def discard(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Leave it, with a reason. Its bytes stay."""
    item = _item(request, item_id)
    discard_item(item, by=actors.agent(request.user), note=request.POST.get("note", "")[:200])
    messages.success(request, _("Left aside"))
    return HttpResponseRedirect(_back("incoming" if item.outcome == "dead" else "quarantine"))


@may_write
@require_POST
def block(request: SignedInRequest, item_id: int) -> HttpResponse:
    """From now on mail of this sender goes to quarantine."""
    item = _item(request, item_id)
    if sender := item.preview.get("from", ""):
        block_sender(sender, by=actors.agent(request.user))
        discard_item(item, by=actors.agent(request.user), note="blocked")
        messages.success(request, _("%(sender)s is blocked") % {"sender": sender})
    return HttpResponseRedirect(_back("quarantine"))


@signed_in
@require_safe
def raw(request: SignedInRequest, item_id: int) -> HttpResponse:
    """The bytes as they came, to save and never to show."""
    item = _item(request, item_id)
    content = raw_store.read(item.receipt)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{item.receipt_id}.bin"'
    return answer


@admin_only
@require_POST
def retry_work(request: SignedInRequest, work: str) -> HttpResponse:
    if not retry_dead_work(work, by=actors.agent(request.user)):
        raise Http404
    messages.success(request, _("It is tried again"))
    return HttpResponseRedirect(_back("work"))


def _item(request: SignedInRequest, item_id: int) -> ReceiptItem:
    found = ReceiptItem.objects.visible_to(request.user).select_related("receipt")
    return get_object_or_404(found, pk=item_id, outcome__in=undeliverable.OUTCOMES.values())


def _rows(request: SignedInRequest, tab: str) -> dict[str, Any]:
    if tab == undeliverable.OUTGOING:
        rows: list[Any] = list(undeliverable.failed(request.user)[: undeliverable.SHOWN])
        trying = list(undeliverable.trying_again(request.user)[: undeliverable.SHOWN])
        found: dict[str, Any] = {"trying": trying, "now": timezone.now()}
    elif tab == undeliverable.WORK:
        rows, found = list(dead_work(undeliverable.SHOWN)), {}
    else:
        rows, found = list(undeliverable.items(request.user, tab)[: undeliverable.SHOWN]), {}
    chosen = _chosen(request, rows)
    return {"rows": rows, "chosen": chosen, **found, **_said_of(chosen)}


def _chosen(request: SignedInRequest, rows: list[Any]) -> Any:
    wanted = request.GET.get("chosen", "")
    named = [row for row in rows if wanted in (str(row.pk), getattr(row, "key", ""))]
    return named[0] if named else (rows[0] if rows else None)


def _said_of(chosen: Any) -> dict[str, Any]:
    if isinstance(chosen, Delivery):
        tries = tries_of(chosen)[::-1]
        return {"words": delivery_words(chosen.reason), "step": _advice(chosen), "tries": tries}
    return {"words": item_words(chosen.reason)} if isinstance(chosen, ReceiptItem) else {}


def _advice(delivery: Delivery) -> str:
    if delivery.status == Delivery.Status.UNKNOWN:
        return _("It may have been sent. Ask the customer before you send it twice.")
    return {
        NextStep.RETRY: _("Try again; if it fails once more, ask an admin to look at the channel."),
        NextStep.CHECK_ADDRESS: _("Correct the address at the message on its ticket; it is then sent there."),
        NextStep.SHORTEN: _("Send it again without large files."),
        NextStep.CHECK_CHANNEL: _("An admin must look at the channel’s settings."),
        NextStep.ASK_CUSTOMER: _("Reach the customer another way, or try again later."),
    }[next_step(delivery.reason)]


def _back(tab: str) -> str:
    return f"{reverse('undeliverable:list')}?tab={tab}"
