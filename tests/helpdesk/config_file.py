"""The command `config` with a file of its own, for tests."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from django.core.management import call_command

Config = Callable[..., str]


def commands_in(folder: Path) -> Config:
    """`run("apply", company={…})`: what the command says to a file of these parts."""

    def run(verb: str, text: str | None = None, **parts: Any) -> str:
        said, arguments = StringIO(), []
        if text is not None or parts:
            file = folder / "company.yaml"
            file.write_text(yaml.safe_dump({"version": 1, **parts}) if text is None else text)
            arguments = [str(file)]
        call_command("config", verb, *arguments, stdout=said)
        return said.getvalue()

    return run


COMPANY = """
version: 1
company: {name: Nusa Living, ticket_prefix: NL, language: id}
calendars:
- name: Office
  time_zone: Asia/Jakarta
  hours: {mon: [["09:00", "12:00"], ["13:00", "17:00"]], tue: [["09:00", "17:00"]]}
  holidays: [{date: 2026-08-17, name: Hari Kemerdekaan, name_en: Independence Day}]
teams:
- {name: Orders, colour: 1, calendar: Office}
- {name: Payments, colour: 2}
agents:
- {email: rani@nusa.example, name: Rani Puspita, teams: [Orders, Payments], capacity: 6}
- {email: ayu@nusa.example, name: Ayu Lestari, role: admin}
categories:
- {key: refund, name: Pengembalian dana, name_en: Refund, team: Payments, points: 15}
channels:
- name: Support mail
  kind: mail
  team: Orders
  address: Halo@Nusa.example
  options: {receives: imap, imap: {host: mail.nusa.example, port: 993, tls: tls, user: halo}}
  secrets: {imap_password: {env: NUSA_IMAP}}
rules:
- name: Refunds
  conditions:
    all:
    - {kind: message, op: contains_any, value: [refund]}
    - {kind: channel, op: in, value: [Support mail]}
  actions: [{do: set_category, to: refund}, {do: set_team, to: Payments}]
- name: Gold
  conditions: {all: [{kind: customer_tier, op: in, value: [gold]}]}
  actions: [{do: add_tag, to: vip}]
sla_policies:
- name: Everybody
  calendar: Office
  ladder:
  - {percent: 75, do: [{do: notify_holder}]}
  - of: resolution
    minutes_after: 30
    do: [{do: assign_agent, to: rani@nusa.example}, {do: add_tag, to: late}]
  targets: {first_response: {urgent: 30, normal: 120}, resolution: {normal: 960}}
"""


def edited(**parts):
    return yaml.safe_dump({**yaml.safe_load(COMPANY), **parts})
