"""The shop's telephone: a menu of its teams, and agents with numbers that the simulator rings."""

from __future__ import annotations

import secrets
from typing import Any

from channels_in.actions.save_connection import save_connection
from events.actors import SYSTEM
from people.actions.change_agent import change_agent
from people.models import Agent, Role, Team
from tickets.actions.save_channel import create_channel
from tickets.models import ChannelKind

NUMBER = "+622150884411"


def make(team: Team) -> None:
    """Around the clock: whoever tries the demo at night wants to be answered."""
    channel = create_channel(
        kind=ChannelKind.VOICE, by=SYSTEM, name="Telepon", team=team, language="id", undo_seconds=0
    )
    options = {"account_sid": f"AC{secrets.token_hex(16)}", "number": NUMBER, "steps": _steps()}
    save_connection(channel, by=SYSTEM, options=options, secrets={"auth_tokens": [secrets.token_hex(16)]})
    for n, agent in enumerate(Agent.objects.active().exclude(role=Role.AUDITOR).order_by("pk"), start=1):
        change_agent(agent, by=SYSTEM, phone=f"+6281100{n:05}")


def _steps() -> list[dict[str, Any]]:
    teams = Team.objects.filter(is_active=True).order_by("pk")[:4]
    options = [
        {"digit": str(n), "name": {"id": team.name, "en": team.name}, "team": team.pk, "goes_to": "next"}
        for n, team in enumerate(teams, start=1)
    ]
    welcome = {"id": "Selamat datang di Nusa Living.", "en": "Welcome to Nusa Living."}
    order = {"id": "Ketik nomor pesanan Anda.", "en": "Type the number of your order."}
    ask = {"kind": "ask", "label": "Nomor pesanan", "words": order, "may_be_empty": True}
    return [{"kind": "choice", "label": "", "words": welcome, "options": options}, ask]
