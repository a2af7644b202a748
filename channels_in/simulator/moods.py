"""How a provider of the demo behaves: chosen on the simulator's page, read at each request."""

from __future__ import annotations

import json

from django.utils.translation import gettext_lazy as _

from channels_in.simulator.sink_place import folder

WELL = "well"
MOODS = {
    WELL: _("Well"),
    "slow": _("Slow: answers after 8 seconds"),
    "busy": _("Busy: 429 to every message"),
    "broken": _("Broken: 500 to every message"),
    "silent": _("Silent: takes it and never answers"),
    "doubles": _("Forgetful: tells everything three times"),
    "late": _("Late: tells everything 20 seconds later, in any order"),
    "dead": _("Dead: nobody can connect, and it tells nothing"),
}
SLOW, LATE = 8.0, 20.0  # seconds
TIMES = 3


def mood_of(kind: str) -> str:
    return _all().get(kind, WELL)


def choose(kind: str, mood: str) -> None:
    """Written aside and renamed: whoever reads it meanwhile reads the former one."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder() / "moods.part"
    draft.write_text(json.dumps({**_all(), kind: mood}))
    draft.rename(folder() / "moods.json")


def _all() -> dict[str, str]:
    try:
        found = json.loads((folder() / "moods.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(kind): str(mood) for kind, mood in found.items() if mood in MOODS}
