"""A name leads inside no more than an address does, whatever it resolves to a moment later (N33)."""

from __future__ import annotations

import socket

import pytest

from helpdesk.lib import guarded_addresses
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.guarded_http import get


def test_a_name_that_resolves_otherwise_a_moment_later_changes_nothing(monkeypatch):
    """DNS rebinding: the first answer is public, the second is ours. We connect to what was checked."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    real = socket.getaddrinfo
    connected = []

    def resolve(host, port, *args, **kwargs):
        return real(next(answers) if host == "rebinding.example" else host, port, *args, **kwargs)

    def connect(self, host, port, **kwargs):
        connected.append(host)
        raise guarded_addresses.httpcore.ConnectError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(guarded_addresses.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(Unreachable):
        get("http://rebinding.example/")

    assert connected == ["93.184.216.34"]


def test_a_name_with_one_inside_address_among_others_is_not_asked(monkeypatch):
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    mixed = [(*entry, ("93.184.216.34", 80)), (*entry, ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: mixed)

    with pytest.raises(Forbidden):
        get("http://mixed.example/")
