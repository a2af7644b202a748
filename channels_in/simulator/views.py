"""In the demo: be a customer. Write mails to us and read what comes back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from channels_in.simulator import entrances, mailbox
from channels_in.simulator.demo_only import demo_only
from channels_in.simulator.forms import MailForm, PersonForm
from channels_in.simulator.threads import Thread, threads_in
from channels_in.simulator.write import NotTaken, write
from people.models import Identity
from people.signed_in import SignedInRequest
from tickets.models import ChannelKind

PEOPLE = 12


@require_GET
@demo_only
def show(request: SignedInRequest) -> HttpResponse:
    person = PersonForm(request.GET if "address" in request.GET else None)
    if person.is_bound and person.is_valid():
        return redirect(_place(person.cleaned_data["address"]))
    return _page(request, person=person)


@require_GET
@demo_only
def show_mail(request: SignedInRequest) -> HttpResponse:
    """The part that looks again by itself."""
    return render(request, "channels_in/_simulator_mail.html", _seen(request))


@require_POST
@demo_only
def send(request: SignedInRequest) -> HttpResponse:
    form = MailForm(request.POST, {"attachments": request.FILES.getlist("attachments")})
    if not form.is_valid():
        return _page(request, form=form, status=422)
    said = form.cleaned_data
    thread = _thread(said["sender"], said["thread"])
    try:
        message_id = write(
            sender=(said["name"], said["sender"]),
            to=said["to"],
            subject=said["subject"],
            text=said["text"],
            files=[(file.name, file.read()) for file in said["attachments"]],
            thread=thread,
        )
    except NotTaken as error:
        form.add_error(None, _("Our mail server did not take it: %(answer)s") % {"answer": error})
        return _page(request, form=form, status=502)
    return redirect(_place(said["sender"], thread.key if thread else message_id))


def _page(
    request: HttpRequest, *, person: PersonForm | None = None, form: MailForm | None = None, status: int = 200
) -> HttpResponse:
    seen = _seen(request)
    initial = {"sender": seen["me"], "name": _name_of(seen["me"]), "thread": seen["key"]}
    context = {
        **seen,
        "section": "simulator",
        "doors": entrances.shown(ChannelKind.MAIL),
        "people": _people(seen["me"]),
        "person": person or PersonForm(),
        "form": form or MailForm(initial=initial),
    }
    return render(request, "channels_in/simulator.html", context, status=status)


def _seen(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET if request.method == "GET" else request.POST
    known = mailbox.owners()
    named = (asked.get("as") or asked.get("sender") or "").replace("\0", "").lower()
    me = named or next(iter(known), "") or _somebody()
    threads = threads_in(mailbox.mails_of(me)) if me else []
    key = asked.get("thread", "")
    thread = next((one for one in threads if one.key == key), None)
    return {
        "me": me,
        "my_name": _name_of(me),
        "threads": threads,
        "thread": thread,
        "key": key if thread else "",
    }


def _thread(address: str, key: str) -> Thread | None:
    return (
        next((one for one in threads_in(mailbox.mails_of(address)) if one.key == key), None) if key else None
    )


def _people(me: str) -> list[dict[str, Any]]:
    """Who has used the simulator, then customers of the demo."""
    customers = Identity.objects.filter(kind="mail").order_by("-pk").values_list("address", flat=True)
    addresses = list(dict.fromkeys([*filter(None, [me]), *mailbox.owners(), *customers[:PEOPLE]]))[:PEOPLE]
    known = Identity.objects.filter(kind="mail", address__in=addresses).select_related("customer")
    customers_by_address = {identity.address: identity.customer for identity in known}
    return [{"address": address, "customer": customers_by_address.get(address)} for address in addresses]


def _somebody() -> str:
    newest = Identity.objects.filter(kind="mail").order_by("-pk").values_list("address", flat=True)
    return newest.first() or ""


def _name_of(address: str) -> str:
    names = Identity.objects.filter(kind="mail", address=address).values_list("customer__name", flat=True)
    return names.first() or ""


def _place(address: str, thread: str = "") -> str:
    return f"{reverse('simulator')}?{urlencode({'as': address, **({'thread': thread} if thread else {})})}"
