from __future__ import annotations

from helpdesk.processes.child import pause_after


def test_a_process_that_keeps_crashing_is_started_again_ever_more_slowly_yet_soon():
    pauses = [pause_after(crashes) for crashes in range(1, 40)]

    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] <= 5
