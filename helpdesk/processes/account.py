"""The user that Postgres runs as: it refuses to run as root, so root lends it a system user."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

SYSTEM_USER = "alur-postgres"


class CannotStart(Exception):
    """Says in one sentence why a service cannot run here and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        return self.uid == os.geteuid()

    def for_subprocess(self) -> dict[str, Any]:
        return {} if self.is_us else {"user": self.uid, "group": self.gid, "extra_groups": []}


def for_postgres() -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    user = _find(SYSTEM_USER) or _make() or _find("nobody")
    if user is None:
        raise CannotStart(
            f"Postgres does not run as root. Make a system user called {SYSTEM_USER}, or do not be root."
        )
    return Account(user.pw_uid, user.pw_gid)


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd:
        options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([useradd, *options, "--shell", "/usr/sbin/nologin", SYSTEM_USER], capture_output=True)
    return _find(SYSTEM_USER)
