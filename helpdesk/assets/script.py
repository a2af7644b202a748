"""One plain script from ES modules, so that a page asks once.

The sources stay modules that any tool understands. What may stand in them is kept small: named imports from
relative paths, and `export` before a function, a class or a const.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function\*?|function\*?|class|const) (\w+))", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*//[^\n]*\n|^[ \t]*/\*(?:(?!\*/)[\s\S])*\*/\n", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


class BadModule(Exception):
    """Says which file cannot be joined, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    path: Path
    needs: tuple[tuple[Path, str], ...]  # another module, and the names taken from it
    gives: tuple[str, ...]
    body: str


SHARED = "globalThis.alurShared"


def join(entry: Path, *, late: Path | None = None, others: Sequence[Path] = ()) -> str:
    """The entry and all it needs, each in a scope of its own, those that others need first.

    `late` is the entry of a second script (join_late), which takes what both need from this one; so are
    `others`, which some pages load besides.
    """
    modules = _modules(entry)
    names = _names(modules, "m")
    later = [late, *others] if late else [*others]
    shared = sorted({name for one in later for name in _taken_by(one, names)})
    parts = [_wrap(module, names) for module in modules.values()]
    if shared:
        parts.append(f"{SHARED} = {{{', '.join(shared)}}};\n")
    return _scope(parts)


def join_late(entry: Path, *, first: Path) -> str:
    """What `first` does not bring along. It runs after that one."""
    names = _names(_modules(first), "m")
    own = {path: module for path, module in _modules(entry).items() if path not in names}
    taken = sorted(_taken_by(entry, names))
    parts = [f"const {{{', '.join(taken)}}} = {SHARED};\n"] if taken else []
    return _scope(parts + [_wrap(module, names | _names(own, "l")) for module in own.values()])


def _modules(entry: Path) -> dict[Path, Module]:
    found: dict[Path, Module] = {}
    _collect(entry.resolve(), found, within=())
    return found


def _names(modules: Iterable[Path], letter: str) -> dict[Path, str]:
    return {path: f"{letter}{number}" for number, path in enumerate(modules)}


def _taken_by(entry: Path, names: dict[Path, str]) -> set[str]:
    own = [module for path, module in _modules(entry).items() if path not in names]
    return {names[needed] for module in own for needed, _ in module.needs if needed in names}


def _scope(parts: list[str]) -> str:
    return "(() => {\n'use strict';\n" + "".join(parts) + "})();\n"


def _collect(path: Path, found: dict[Path, Module], *, within: tuple[Path, ...]) -> None:
    if path in within:
        raise BadModule(f"{path.name} needs itself by way of {' and '.join(p.name for p in within)}.")
    if path not in found:
        module = _read(path)
        for needed, _names in module.needs:
            _collect(needed, found, within=(*within, path))
        found[path] = module


def _read(path: Path) -> Module:
    if not path.is_file():
        raise BadModule(f"There is no {path}.")
    text = path.read_text()
    needs = tuple(((path.parent / place).resolve(), names) for names, place in IMPORT.findall(text))
    gives = tuple(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub("", COMMENT.sub("", text)))
    if unread := re.search(r"^(import|export)\b.*", body, re.MULTILINE):
        raise BadModule(f"{path.name}: this form cannot be joined: {unread[0]}")
    if any(line.count("`") % 2 for line in body.splitlines()):
        raise BadModule(f"{path.name}: a template literal must not span lines.")
    return Module(path=path, needs=needs, gives=gives, body=INDENT.sub("", body).strip())


def _wrap(module: Module, names: dict[Path, str]) -> str:
    taken = "".join(
        f"const {{{' '.join(imported.replace(' as ', ': ').split())}}} = {names[needed]};\n"
        for needed, imported in module.needs
        if imported
    )
    given = ", ".join(module.gives)
    return f"const {names[module.path]} = (() => {{\n{taken}{module.body}\nreturn {{{given}}};\n}})();\n"
