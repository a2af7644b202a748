"""Where the demo's providers are played: on ports of this machine that are free when it starts. What whoever
runs the server has named stays.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping

HOST = "127.0.0.1"


def addresses(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables of helpdesk/provider_environment.py that nobody has set yet."""
    graph, telegram, line, twilio = (f"http://{HOST}:{port}" for port in _free_ports(4))
    ours = {
        "ALUR_GRAPH_URL": graph,
        "ALUR_INSTAGRAM_URL": f"{graph}/ig",
        "ALUR_TELEGRAM_URL": telegram,
        "ALUR_LINE_URL": line,
        "ALUR_LINE_DATA_URL": line,
        "ALUR_TWILIO_URL": twilio,
    }
    return {name: url for name, url in ours.items() if not variables.get(name)}


def _free_ports(count: int) -> list[int]:
    """All held until each is known, so that they differ."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind((HOST, 0))
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()
