"""What every kind of channel has, so that a new one says by itself what is missing: docs/recipes.md."""

import pytest

from channels_in.care import guide
from channels_in.care.kinds import CARES
from channels_in.forms.channels import FORMS
from channels_in.kinds import KINDS
from channels_in.simulator.entrances import ENTRANCES
from tickets.capabilities import KINDS as CAPABILITIES
from tickets.models import ChannelKind

WITHOUT_A_PROVIDER = {ChannelKind.MAIL, ChannelKind.FORM, ChannelKind.API, ChannelKind.WEBCHAT}


@pytest.mark.parametrize("kind", list(ChannelKind))
def test_a_kind_is_read_limited_set_up_and_explained(kind):
    assert kind in KINDS
    assert kind in CAPABILITIES
    assert kind in FORMS
    assert guide.has_guide(kind)


@pytest.mark.parametrize("kind", [kind for kind in ChannelKind if kind not in WITHOUT_A_PROVIDER])
def test_a_providers_kind_has_a_door_a_test_button_and_a_place_in_the_simulator(kind):
    assert KINDS[kind].door is not None
    assert kind in CARES
    assert kind in {entrance.kind for entrance in ENTRANCES}
