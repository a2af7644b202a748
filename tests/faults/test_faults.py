"""The shortest run of every scenario, on one installation: `make faults` has the long ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest

from tests.helpdesk.running import ROOT
from tests.services import is_setting

pytestmark = pytest.mark.slow

SECONDS = 2
PATIENCE = 420
PROPERTIES = ("R1", "R2", "R3", "R4", "R5", "R6", "R8", "R9", "R10", "R11", "R12", "R17")
PROPERTIES += ("R1-chats", "R6-chats", "R18-chats")


@pytest.fixture(scope="module")
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Property → what was found out, for those that this session asks for."""
    wanted = {item.callspec.params["name"] for item in request.session.items if item.fspath == request.fspath}
    names = [name for name in PROPERTIES if name in wanted]
    own = {name: value for name, value in os.environ.items() if not is_setting(name)}
    said = tmp_path_factory.mktemp("faults") / "said"
    with said.open("wb") as log, suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [sys.executable, "-m", "tests.faults", *names, "--seconds", str(SECONDS)],
            cwd=ROOT,
            env={**own, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=log,
            stderr=log,
            timeout=PATIENCE,
        )
    lines = said.read_text().splitlines()
    found = [json.loads(line) for line in lines if line.startswith('{"property"')]
    return {"said": "\n".join(lines[-30:]), **{one["property"]: one for one in found}}


@pytest.mark.parametrize("name", PROPERTIES)
def test_holds_on_the_real_processes(name: str, run: dict[str, Any]):
    facts = run.get(name)

    assert facts, run["said"]
    assert facts["ok"], json.dumps(facts, indent=1)  # whole: what is wrong may stand at its end
