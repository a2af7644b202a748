"""The simulator's pages for chats: in the demo alone, with nothing secret in their files."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from channels_in.models import Connection
from channels_in.simulator import memory, moods
from channels_in.simulator.manners.table import MANNERS
from helpdesk.processes import plan
from tests.builders import an_agent
from tests.channels_in.simulator.stage import PEOPLE


def test_a_phone_is_used_on_its_page(demo, client):
    client.force_login(an_agent())
    place = client.post(
        "/simulator/phones/whatsapp/people/", {"name": "Hendra", "address": "+62 812-3456-7801"}
    )["Location"]
    client.post(
        "/simulator/phones/whatsapp/acts/", {"as": PEOPLE["whatsapp"], "kind": "text", "text": "Halo toko"}
    )

    page = client.get(place).content.decode()
    assert "Halo toko" in page
    assert "6281234567801" in page


def test_what_cannot_be_done_on_a_phone_is_refused_there(demo, client):
    client.force_login(an_agent())
    acts = "/simulator/phones/sms/acts/"

    assert client.post(acts, {"as": PEOPLE["sms"], "kind": "reaction", "text": "👍"}).status_code == 422
    assert client.post(acts, {"as": PEOPLE["sms"], "kind": "text", "text": " "}).status_code == 422
    people = client.post("/simulator/phones/line/people/", {"name": "Rina", "address": "rina"})
    assert people.status_code == 422
    assert "U206d25c2ea6bd87c17655609a1c37cb8" in people.content.decode()


def test_a_mood_and_a_state_are_chosen_on_the_page(demo, client):
    client.force_login(an_agent())

    client.post("/simulator/phones/sms/mood/", {"mood": "late"})
    client.post("/simulator/phones/sms/state/", {"as": PEOPLE["sms"], "state": "off"})

    assert moods.mood_of("sms") == "late"
    assert demo.screen("sms").state == "off"


@pytest.mark.parametrize(
    "path", ["/simulator/phones/whatsapp/", "/simulator/phones/whatsapp/screen/", "/simulator/files/1/0/"]
)
def test_outside_the_demo_there_are_no_phones(demo, client, settings, path):
    client.force_login(an_agent())
    settings.DEMO = False

    assert client.get(path).status_code == 404
    for what in ("acts", "people", "state", "mood"):
        assert client.post(f"/simulator/phones/whatsapp/{what}/", {}).status_code == 404


def test_nothing_secret_lies_in_the_simulators_files(demo, tmp_path):
    for kind in MANNERS:
        demo.says(kind)
    held = [str(value) for one in Connection.objects.all() for value in _values(one.secrets)]

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert held
    assert not [secret for secret in held if secret.encode() in written]


def test_a_name_cannot_lead_out_of_the_folder(demo, tmp_path):
    memory.keep_file(1, "../../../etc/passwd", b"x", "text/plain")

    assert memory.file_at(1, "../../../etc/passwd") is None
    assert {path.parent.name for path in tmp_path.rglob("*") if path.is_file()} >= {"files"}


def _values(secrets: dict[str, object]) -> list[object]:
    return [one for value in secrets.values() for one in (value if isinstance(value, list) else [value])]


def test_providers_are_played_in_the_demo_alone(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="in the demo alone"):
        call_command("simulator")
    assert "simulator" not in {child.name for child in plan.processes(0)}

    settings.DEMO = True
    assert "simulator" in {child.name for child in plan.processes(0)}
