"""Where in the demo one is the customer: one entry a kind. A new kind is a line here; its views stand in
urls.py and are marked `demo_only`, and its pages show this list above themselves (_simulator_doors.html).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tickets.models import Channel, ChannelKind


@dataclass(frozen=True, slots=True)
class Entrance:
    kind: ChannelKind
    route: str  # of the page on which one is the customer
    takes_kind: bool = False  # the route has the kind in its address

    @property
    def url(self) -> str:
        return reverse(self.route, args=[self.kind.value] if self.takes_kind else [])


ENTRANCES = (
    Entrance(ChannelKind.MAIL, "simulator"),
    Entrance(ChannelKind.WHATSAPP, "simulator-phone", takes_kind=True),
    Entrance(ChannelKind.MESSENGER, "simulator-phone", takes_kind=True),
    Entrance(ChannelKind.INSTAGRAM, "simulator-phone", takes_kind=True),
    Entrance(ChannelKind.TELEGRAM, "simulator-phone", takes_kind=True),
    Entrance(ChannelKind.LINE, "simulator-phone", takes_kind=True),
    Entrance(ChannelKind.SMS, "simulator-phone", takes_kind=True),
    Entrance(ChannelKind.WEBCHAT, "simulator-shop"),
    Entrance(ChannelKind.VOICE, "simulator-telephone"),
)


def shown(here: str) -> Sequence[dict[str, Any]]:
    """Those that are channels now. `here`: the kind whose page it is."""
    there = set(Channel.objects.filter(is_active=True).values_list("kind", flat=True))
    return [
        {"kind": one.kind.value, "name": one.kind.label, "url": one.url, "is_here": one.kind == here}
        for one in ENTRANCES
        if one.kind in there or one.kind == here
    ]
