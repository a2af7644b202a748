"""What can be done about a channel beside its form: test it, tell the provider our address, pause it, read
how it is set up, see its templates.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from channels_in import tasks
from channels_in.actions.ask_again import ask_again
from channels_in.actions.keep_findings import keep_findings
from channels_in.care.finding import ask_all, tell
from channels_in.care.guide import guide, has_guide
from channels_in.care.kinds import CARES
from channels_in.care.words import kinds, while_off
from channels_in.models import Check, Connection
from channels_in.problems import problem_called
from events import actors
from events.nudge import nudge
from people.signed_in import SignedInRequest, admin_only, posted_from
from tickets.actions.save_channel import change_channel
from tickets.models import Channel, ChannelKind


@admin_only
def choose(request: SignedInRequest) -> HttpResponse:
    context = {"kinds": kinds(), "section": "settings", "page": "channels"}
    return render(request, "settings/channel_kinds.html", context)


@admin_only
def show_guide(request: SignedInRequest, kind: str) -> HttpResponse:
    if not has_guide(kind):
        raise Http404
    context = {
        "guide": guide(kind, get_language() or "en"),
        "heading": ChannelKind(kind).label,
        "kind": kind,
        "section": "settings",
        "page": "channels",
    }
    return render(request, "settings/channel_guide.html", context)


def probe_provider(request: SignedInRequest, connection: Connection) -> HttpResponse:
    """The test button: the provider itself is asked, with nothing open in the database meanwhile."""
    findings = ask_all(CARES[connection.channel.kind], connection)
    keep_findings(connection, findings)
    if all(finding.is_good for finding in findings):
        messages.success(request, _("It works: the provider was asked, and all is as it should be."))
    else:
        messages.error(request, _("The test found something: it stands at the top of the page."))
    return _back(connection.channel_id)


@admin_only
@posted_from("settings:channel", "channel_id")
def connect(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """Tells the provider where we listen, then asks whether it has understood."""
    connection = _with_care(channel_id)
    care = CARES[connection.channel.kind]
    finding = tell(care, connection)
    if finding.is_good:
        messages.success(request, _("The provider knows our address now."))
        keep_findings(connection, ask_all(care, connection))
    else:
        problem = problem_called(finding.problem)
        said = _("It says: “%(words)s”") % {"words": finding.detail} if finding.detail else ""
        messages.error(request, " ".join(filter(None, map(str, (problem.words, problem.advice, said)))))
    return _back(channel_id)


@admin_only
@posted_from("settings:channel", "channel_id")
def pause(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """`on` says which way: a second press of the same button changes nothing."""
    channel = get_object_or_404(Channel, pk=channel_id)
    is_on = request.POST.get("on") == "1"
    change_channel(channel, by=actors.agent(request.user), is_active=is_on)
    if is_on:
        messages.success(request, _("%(name)s is in use again") % {"name": channel.name})
    else:
        messages.success(request, _("%(name)s is paused") % {"name": channel.name})
        messages.info(request, str(while_off(channel.kind)))
    return _back(channel_id)


@admin_only
def templates(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """The provider's list as it was fetched last; the button fetches it anew."""
    connection = _with_care(channel_id)
    if CARES[connection.channel.kind].templates is None:
        raise Http404
    if request.method == "POST":
        ask_again([connection.pk], Check.What.TEMPLATES)
        nudge(tasks.ask_providers, str(connection.pk))
        messages.success(request, _("The list is being fetched."))
        return HttpResponseRedirect(reverse("settings:channel-templates", args=[channel_id]))
    check = Check.objects.filter(connection=connection, what=Check.What.TEMPLATES).first()
    found = check.findings if check else []
    context = {
        "channel": connection.channel,
        "templates": connection.channel.templates.order_by("name", "language"),
        "check": check,
        "is_waiting": check is None or check.done_at is None or check in Check.objects.due(),
        "problem": problem_called(found[0]["problem"]) if found else None,
        "detail": found[0]["detail"] if found else "",
        "section": "settings",
        "page": "channels",
    }
    return render(request, "settings/channel_templates.html", context)


def _with_care(channel_id: int) -> Connection:
    found = Connection.objects.select_related("channel").filter(channel__kind__in=CARES)
    return get_object_or_404(found, channel=channel_id)


def _back(channel_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("settings:channel", args=[channel_id]))
