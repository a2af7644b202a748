"""A real Dovecot of our own on a free loopback port, as a user without rights, gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from imapclient import IMAPClient

PASSWORD = "hush"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
mailbox_list_index = no
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/home/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


@dataclass
class Dovecot:
    home: Path
    port: int

    @contextmanager
    def session(self, user: str) -> Iterator[IMAPClient]:
        """As the owner of the mailbox, not as we."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10)
        client.login(user, PASSWORD)
        client.select_folder("INBOX")
        try:
            yield client
        finally:
            client.logout()

    def put(
        self,
        user: str,
        *mails: EmailMessage | bytes,
        flags: tuple[bytes, ...] = (),
        at: datetime | None = None,
        folder: str = "INBOX",
    ) -> None:
        with self.session(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for mail in mails:
                raw = bytes(mail).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                client.append(folder, raw, flags, at)

    def seen(self, user: str) -> list[int]:
        with self.session(user) as client:
            return list(client.search("SEEN"))

    def number_anew(self, user: str) -> None:
        """The server forgets how it numbered the mails: another UIDVALIDITY, all uids new."""
        time.sleep(1.1)  # the new one is the time in seconds
        for file in (self.home / "mail" / user).glob("dovecot*"):
            file.unlink()


def start(certificate: tuple[Path, Path] | None = None) -> tuple[Dovecot, subprocess.Popen[bytes]]:
    home = Path(tempfile.mkdtemp(prefix="dovecot-"))
    name = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    account = pwd.getpwnam(name)
    port = _free_port()
    group = subprocess.run(["id", "-gn", name], capture_output=True, text=True, check=True).stdout.strip()
    keys = ""
    for setting, file in zip(("ssl_cert", "ssl_key"), certificate or (), strict=False):
        copied = Path(shutil.copy(file, home))  # where the user without rights may read it
        copied.chmod(0o644)
        keys += f"{setting} = <{copied}\n"
    config = home / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            home=home,
            user=name,
            group=group,
            port=port,
            password=PASSWORD,
            ssl="yes" if certificate else "no",
            certificate=keys,
        )
    )
    for folder in (home, home / "run", home / "mail", home / "home"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        os.chown(folder, account.pw_uid, account.pw_gid)
    as_user = {"user": name, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
    binary = shutil.which("dovecot", path=os.environ["PATH"] + ":/usr/sbin")
    if binary is None:
        raise RuntimeError("Dovecot is not installed: apt-get install dovecot-imapd")
    process = subprocess.Popen(
        [binary, "-F", "-c", str(config)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        **as_user,
    )
    _wait(process, home, port)
    return Dovecot(home, port), process


def stop(dovecot: Dovecot, process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(10)
    shutil.rmtree(dovecot.home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], home: Path, port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                if line.recv(10):
                    return
        except (OSError, ssl.SSLError):
            time.sleep(0.05)
    log = home / "dovecot.log"
    raise RuntimeError(f"Dovecot did not come up: {log.read_text() if log.exists() else 'no log'}")
