from __future__ import annotations

import pytest

from channels_in.simulator.host import Host
from tests.channels_in.simulator.stage import Stage, a_demo, a_stage


@pytest.fixture
def stage(settings, live_server, tmp_path):
    with a_stage(settings, live_server, tmp_path) as found:
        yield found


@pytest.fixture
def demo(db, settings, tmp_path):
    """Nobody serves it: what is said waits."""
    a_demo(settings, tmp_path)
    return Stage(Host())
