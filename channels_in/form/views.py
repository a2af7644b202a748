"""The public web form: a page of its own, for anybody, without a script and without a sign-in."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods
from django.views.i18n import set_language

from channels_in.form import limits
from channels_in.form.forms import TicketForm
from channels_in.form.keeping import keep
from channels_in.models import Connection, Receipt, ReceiptItem
from helpdesk.lib.whole_number import whole_number
from tickets.models import ChannelKind
from tickets.ticket_numbers import number_of

SALT = "channels_in.form.thanks"
SHOWN_FOR = timedelta(hours=1)  # the number, to whoever holds the address of the thanks page
LOOKS = 6  # the page looks again each second until the ticket is there


@csrf_exempt  # nobody is signed in here: there is nothing that another site could do in somebody's name
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, token: str) -> HttpResponse:
    connection = _form_called(token)
    if request.POST.get("language") in dict(settings.LANGUAGES):
        return _in_another_language(request, connection)
    form = _form(connection, request)
    if request.method != "POST":
        return _page(request, connection, form)
    if not form.is_valid():
        return _page(request, connection, form, status=422)
    wait = limits.take(form=connection.pk, peer=request.META.get("REMOTE_ADDR", ""))
    if wait:
        form.add_error(
            None,
            _("Too many messages just now. Please try again in %(seconds)s seconds.") % {"seconds": wait},
        )
        return _page(request, connection, form, status=429, retry_after=wait)
    try:
        receipt = _keep(connection, form)
    except (DatabaseError, InterfaceError, OSError):
        form.add_error(None, _("We cannot take your message just now. Please try again in a minute."))
        return _page(request, connection, form, status=503, retry_after=60)
    signed = signing.dumps(receipt.pk, salt=SALT)
    return redirect(f"{reverse('form-thanks', args=[token])}?r={signed}")


@require_GET
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    connection = _form_called(token)
    asked = whole_number(request.GET.get("n", "0"))
    look = LOOKS if asked is None else max(0, min(asked, LOOKS))
    item = _item(request, connection)
    waits = item is None and look < LOOKS and connection.options.get("shows_reference", True)
    context = {
        **_around(connection),
        "number": _number(connection, item),
        "again": f"?r={request.GET.get('r', '')}&n={look + 1}" if waits else "",
    }
    return render(request, "channels_in/form_thanks.html", context)


def _form_called(token: str) -> Connection:
    found = Connection.objects.select_related("channel").filter(
        token=token, channel__kind=ChannelKind.FORM, channel__is_active=True
    )
    connection = found.first()
    if connection is None:
        raise Http404
    return connection


def _form(connection: Connection, request: HttpRequest) -> TicketForm:
    categories = _categories(connection)
    if request.method != "POST":
        return TicketForm(categories=categories)
    return TicketForm(request.POST, _Files(request), categories=categories)


def _categories(connection: Connection) -> list[str]:
    return [str(key) for key in connection.options.get("categories", [])]


class _Files(dict):  # type: ignore[type-arg]
    """All files of the field, not only its last one."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__({"attachments": request.FILES.getlist("attachments")})


def _in_another_language(request: HttpRequest, connection: Connection) -> HttpResponse:
    """What was typed stays: nothing is sent yet, so nothing is refused yet."""
    translation.activate(request.POST["language"])
    typed = {name: value for name, value in request.POST.items() if name != "attachments"}
    response = _page(request, connection, TicketForm(initial=typed, categories=_categories(connection)))
    response.cookies.update(set_language(request).cookies)
    return response


def _keep(connection: Connection, form: TicketForm) -> Receipt:
    fields = {name: value for name, value in form.cleaned_data.items() if name != "attachments"}
    files = [
        (file.name or "file", file.content_type or "", file.read())
        for file in form.cleaned_data["attachments"]
    ]
    return keep(connection, {"category": "", **fields}, files)


def _item(request: HttpRequest, connection: Connection) -> ReceiptItem | None:
    try:
        pk = signing.loads(request.GET.get("r", ""), salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    items = ReceiptItem.objects.filter(receipt=pk, channel=connection.channel_id).exclude(outcome=None)
    return items.select_related("message").first()


def _number(connection: Connection, item: ReceiptItem | None) -> str:
    """Of a message that became a ticket, if the form may show it. A repeat and a quarantined one look
    alike.
    """
    if item is None or item.message is None or not connection.options.get("shows_reference", True):
        return ""
    return number_of(item.message.ticket_id)


def _page(
    request: HttpRequest, connection: Connection, form: TicketForm, *, status: int = 200, retry_after: int = 0
) -> HttpResponse:
    had_files = any(request.FILES.getlist("attachments") or request.POST.getlist("attachments"))
    context = {**_around(connection), "form": form, "had_files": had_files}
    response = render(request, "channels_in/form.html", context, status=status)
    if status != HTTPStatus.OK:  # whoever comes back to this page later has sent their message meanwhile
        response["Cache-Control"] = "no-store"
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _around(connection: Connection) -> dict[str, Any]:
    """Title and introduction in the visitor's language; what a company wrote in one only is shown in that."""
    language = get_language() or connection.channel.language
    return {
        "connection": connection,
        "title": _in(connection.options.get("title"), language) or _("How can we help?"),
        "intro": _in(connection.options.get("intro"), language),
    }


def _in(words: Any, language: str) -> str:
    if isinstance(words, dict):
        return str(words.get(language) or next(iter(words.values()), ""))
    return str(words or "")
