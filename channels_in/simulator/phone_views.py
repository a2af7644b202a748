"""In the demo: be a customer on a chat, with a phone for each, and choose how its provider behaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from channels_in.models import Connection
from channels_in.simulator import entrances, memory, moods, phone_acts
from channels_in.simulator.acts import Person
from channels_in.simulator.demo_only import demo_only
from channels_in.simulator.manners.manners import EDIT, OPEN, REPLY, Manners
from channels_in.simulator.manners.table import MANNERS
from channels_in.simulator.phone_acts import Wish
from channels_in.simulator.phone_forms import STATES, NewPersonForm, SayForm
from channels_in.simulator.phone_people import people_for
from channels_in.simulator.screen import Screen, screen_of
from people.signed_in import SignedInRequest
from tickets.models import ChannelKind

EMOJI = ("👍", "❤️", "😂", "😮", "🙏")
SHOWN_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/")


@dataclass(frozen=True, slots=True)
class Seat:
    """Who the asker is, on which channel."""

    connection: Connection
    others: tuple[Connection, ...]
    person: Person | None

    @property
    def manners(self) -> Manners:
        return MANNERS[self.connection.channel.kind]

    @property
    def screen(self) -> Screen:
        if self.person is None:
            return Screen()
        return screen_of(memory.lines_of(self.connection.channel_id, self.person.address))

    def url(self, **more: str) -> str:
        asked = {"channel": self.connection.channel_id, **more}
        if self.person:
            asked["as"] = self.person.address
        return f"{reverse('simulator-phone', args=[self.connection.channel.kind])}?{urlencode(asked)}"


@require_GET
@demo_only
def show(request: SignedInRequest, kind: str) -> HttpResponse:
    return _page(request, _seat(request, kind))


@require_GET
@demo_only
def show_screen(request: SignedInRequest, kind: str) -> HttpResponse:
    """The part that looks again by itself."""
    return render(request, "channels_in/_simulator_screen.html", _seen(_seat(request, kind)))


@require_POST
@demo_only
def act(request: SignedInRequest, kind: str) -> HttpResponse:
    seat = _seat(request, kind)
    form = SayForm(request.POST, request.FILES, acts=seat.manners.acts)
    if seat.person is None or not form.is_valid():
        return _page(request, seat, form=form, status=422)
    said, given = form.cleaned_data, form.cleaned_data["file"]
    file = (given.name, given.content_type or "application/octet-stream", given.read()) if given else None
    wish = Wish(kind=said["kind"], text=said["text"], of=said["of"], payload=said["payload"], file=file)
    phone_acts.do(seat.connection, seat.person, wish)
    return redirect(seat.url())


@require_POST
@demo_only
def add_person(request: SignedInRequest, kind: str) -> HttpResponse:
    seat = _seat(request, kind)
    form = NewPersonForm(request.POST, manners=seat.manners)
    if not form.is_valid():
        return _page(request, seat, person_form=form, status=422)
    person = Person(address=form.cleaned_data["address"], name=form.cleaned_data["name"])
    memory.take_phone(seat.connection.channel_id, person)
    return redirect(Seat(seat.connection, seat.others, person).url())


@require_POST
@demo_only
def set_state(request: SignedInRequest, kind: str) -> HttpResponse:
    seat, state = _seat(request, kind), request.POST.get("state", "")
    if seat.person and state in seat.manners.states:
        phone_acts.set_state(seat.connection, seat.person, state)
    return redirect(seat.url())


@require_POST
@demo_only
def set_mood(request: SignedInRequest, kind: str) -> HttpResponse:
    seat, mood = _seat(request, kind), request.POST.get("mood", "")
    if mood in moods.MOODS:
        moods.choose(kind, mood)
    return redirect(seat.url())


@require_GET
@demo_only
def show_file(request: SignedInRequest, channel_id: int, key: str) -> HttpResponse:
    """Shown where a page may show it; everything else is only saved."""
    found = memory.file_at(channel_id, key)
    if found is None:
        raise Http404
    _, content_type, content = found
    is_shown = content_type.startswith(SHOWN_TYPES)
    response = HttpResponse(content, content_type=content_type if is_shown else "application/octet-stream")
    response["Content-Disposition"] = "inline" if is_shown else "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _seat(request: HttpRequest, kind: str) -> Seat:
    if kind not in MANNERS:
        raise Http404
    asked = request.GET if request.method == "GET" else request.POST
    ours = Connection.objects.filter(channel__kind=kind).select_related("channel").order_by("channel_id")
    found = list(ours)
    if not found:
        raise Http404
    wanted = asked.get("channel", "")
    connection = next((one for one in found if str(one.channel_id) == wanted), found[0])
    people = people_for(connection)
    address = MANNERS[kind].address_of(asked.get("as", ""))
    person = next((one for one in people if one.address == address), None)
    if person is None:
        person = Person(address=address) if address else next(iter(people), None)
    return Seat(connection, tuple(found), person)


def _seen(seat: Seat) -> dict[str, Any]:
    return {
        "seat": seat,
        "kind": seat.connection.channel.kind,
        "channel": seat.connection.channel,
        "me": seat.person,
        "screen": seat.screen,
        "acts": seat.manners.acts,
        "emoji": EMOJI,
    }


def _page(
    request: HttpRequest,
    seat: Seat,
    *,
    form: SayForm | None = None,
    person_form: NewPersonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    seen, kind = _seen(seat), seat.connection.channel.kind
    screen: Screen = seen["screen"]
    context = {
        **seen,
        "section": "simulator",
        "doors": entrances.shown(kind),
        "kind_name": ChannelKind(kind).label,
        "people": people_for(seat.connection),
        "channels": [one.channel for one in seat.others],
        "quoted": screen.find(request.GET.get(REPLY, "")),
        "edited": screen.find(request.GET.get(EDIT, "")),
        "form": form or SayForm(acts=seat.manners.acts),
        "person_form": person_form or NewPersonForm(manners=seat.manners),
        "states": [(state, STATES[state]) for state in seat.manners.states],
        "state": screen.state or OPEN,
        "moods": list(moods.MOODS.items()),
        "mood": moods.mood_of(kind),
    }
    return render(request, "channels_in/simulator_phone.html", context, status=status)
