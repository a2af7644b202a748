# ruff: noqa: T201 - a command: it prints
"""`make mutants`: take each protecting line out of a copy and see that its test turns red.

A mutant is a patch whose first line names its test: `# test: tests/path.py::test_name`.
`make mutants M=claim` runs those whose name holds "claim".
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOGETHER = 2
SECONDS = 300
LENT = (".venv", "node_modules")  # lent by link: what is installed is not what is mutated


def main(words: list[str]) -> int:
    patches = sorted(
        patch for patch in Path(__file__).parent.glob("*.patch") if all(w in patch.name for w in words)
    )
    with ThreadPoolExecutor(TOGETHER) as pool:
        verdicts = list(pool.map(try_out, patches))
    bad = [patch.stem for patch, verdict in zip(patches, verdicts, strict=True) if verdict != "red"]
    print(f"{len(patches)} mutants, {len(bad)} not red{': ' + ', '.join(bad) if bad else ''}")
    return 1 if bad or not patches else 0


def try_out(patch: Path) -> str:
    """`red` as it should be; `green`: the test proves nothing; else what stood in the way."""
    first, _, _ = patch.read_text().partition("\n")
    test = first.removeprefix("# test:").strip()
    with tempfile.TemporaryDirectory(prefix="alur-mutant-") as folder:
        copy = Path(folder)
        _copy_of_the_tree(copy)
        applied = subprocess.run(
            ["git", "apply", "-p1", str(patch)], cwd=copy, capture_output=True, text=True
        )
        verdict = _run(test, copy) if applied.returncode == 0 else f"does not apply: {applied.stderr.strip()}"
    print(f"{verdict:<6} {patch.stem} ({test})", flush=True)
    return verdict


def _copy_of_the_tree(copy: Path) -> None:
    """The files that git tracks, as they are now, in a repository of its own for `git apply`."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        source, target = ROOT / name, copy / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    for name in LENT:
        if (ROOT / name).exists():
            (copy / name).symlink_to(ROOT / name)
    subprocess.run(["git", "init", "-q"], cwd=copy, check=True)


def _run(test: str, copy: Path) -> str:
    command = [str(ROOT / ".venv/bin/python"), "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, capture_output=True, text=True, timeout=SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        return "red"  # a hang is a failure that was seen
    if done.returncode == 0:
        return "green"
    # Exit code 1 alone may be a copy that does not even start: only a test that failed has seen the mutant.
    if done.returncode == 1 and "\nFAILED " in done.stdout:
        return "red"
    return f"could not run: {done.stdout[-300:]}{done.stderr[-300:]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
