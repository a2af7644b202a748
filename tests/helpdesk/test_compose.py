"""docker-compose.yml and the Dockerfile name only what exists."""

from __future__ import annotations

import importlib.util
import shlex
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve

from helpdesk import environment
from helpdesk.processes import keys, plan

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "alur"}
ALWAYS = {name: service for name, service in OURS.items() if name != "prepare"}


def test_every_kind_of_process_is_a_service_of_its_own_on_real_servers():
    assert {"postgres", "redis", "web", "worker", "learner", "beat", "mail"} <= SERVICES.keys()


@pytest.mark.parametrize("name", OURS)
def test_the_command_of_a_service_exists(name):
    python, script, command, *_ = OURS[name]["command"]

    assert (python, script) == ("python", "manage.py")
    assert command in get_commands()


@pytest.mark.parametrize("name", ALWAYS)
def test_the_health_check_of_a_service_exists(name):
    kind, python, option, module, what = ALWAYS[name]["healthcheck"]["test"]

    assert (kind, python, option) == ("CMD", "python", "-m")
    assert importlib.util.find_spec(module)
    if what.startswith("http"):
        assert resolve(what.removeprefix("http://127.0.0.1:8000"))
    elif what.isdigit():
        assert f":{what}" in ALWAYS[name]["ports"][0]
    else:
        assert what == name


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_waits_for_and_keeps_is_declared(name):
    service = SERVICES[name]

    assert set(service.get("depends_on", {})) <= SERVICES.keys()
    for volume in service.get("volumes", []):
        assert volume.partition(":")[0] in COMPOSE["volumes"]
    for other, wish in service.get("depends_on", {}).items():
        if wish["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[other]


def test_the_environment_of_the_services_makes_a_valid_production(tmp_path):
    given = {
        "BASE_URL": "https://help.example.com",
        "SECRET_KEY": keys.new_secret(),
        "FIELD_KEYS": keys.new_field_key(),
    }
    sample = "${POSTGRES_PASSWORD:-alur}"
    fixed = {name: value.replace(sample, "pw") for name, value in OURS["web"]["environment"].items()}
    of_image = dict(part.split("=", 1) for part in _instruction("ENV") if "=" in part)

    found = environment.read(
        {**fixed, "TRUSTED_PROXIES": "", **given, **of_image, "ALUR_DATA": str(tmp_path)}
    )

    assert found.production
    assert found.database_url == "postgres://alur:pw@postgres:5432/alur"
    assert found.bind == "0.0.0.0"


def test_the_image_is_made_of_files_that_exist():
    started = _instruction("CMD")

    assert started == ["[python,", "manage.py,", "web]"]
    assert (ROOT / "scripts" / "set_up.py").exists()
    assert "python scripts/set_up.py run" in (ROOT / "Dockerfile").read_text()


def test_one_command_starts_the_same_kinds_of_process():
    started = {child.name.partition(".")[0] for child in plan.processes(listening=0)}

    assert started == ALWAYS.keys()


def _instruction(name: str) -> list[str]:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return next(shlex.split(line)[1:] for line in reversed(text.splitlines()) if line.startswith(name))
