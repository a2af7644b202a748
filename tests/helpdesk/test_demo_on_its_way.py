"""What `up` says while the demo company is being made."""

from __future__ import annotations

import asyncio
import io

import pytest

from helpdesk.processes import account, demo_accounts, supervisor
from helpdesk.processes.child import Child
from helpdesk.processes.demo_accounts import DemoAccount
from helpdesk.processes.log import Log
from helpdesk.processes.supervisor import Supervisor

pytestmark = pytest.mark.django_db
ADMIN = DemoAccount(role="admin", email="ayu@nusa.example", password="planted")


def test_nobody_is_sent_to_the_page_of_the_first_admin_while_the_demo_is_on_its_way(
    settings, tmp_path, monkeypatch
):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(supervisor, "DEMO_PATIENCE", 0.2)
    said = io.StringIO()
    up = Supervisor(
        log=Log(as_json=False, stream=said),
        places=settings.SERVICES,
        owner=account.for_postgres(),
        listening=-1,
    )

    async def start() -> str:
        demo = Child(name="demo", command=["sleep", "60"], keep_alive=False)
        await up._add(demo)
        announced = asyncio.create_task(up._announce(demo))
        await asyncio.sleep(1)
        meanwhile = said.getvalue()
        demo_accounts.write(tmp_path, [ADMIN])
        await announced
        await demo.stop(up.log)
        return meanwhile

    meanwhile = asyncio.run(start())

    assert "Still making the demo company" in meanwhile
    assert "ready" not in meanwhile
    assert "/setup/" not in meanwhile
    assert ADMIN.email in said.getvalue()
