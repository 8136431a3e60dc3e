"""The parts of the product: which there are, and that their ports are free."""

import socket
from pathlib import Path

import pytest

from ops.supervisor.parts import Part, PortsTakenError, check_ports, parts_of
from storage.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def test_a_busy_port_is_named_with_its_setting(free_port: int) -> None:
    part = Part("portal", (), f"http://127.0.0.1:{free_port}", "PORTAL_PORT")
    check_ports([part])
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        with pytest.raises(PortsTakenError, match=f"port {free_port} .*PORTAL_PORT"):
            check_ports([part])


def test_the_five_processes_are_known_and_one_elsewhere_is_not_ours() -> None:
    parts = parts_of(Settings(rasa_url="http://10.0.0.7:5005"), ROOT)

    assert [part.name for part in parts] == ["rasa", "actions", "gateway", "portal", "worker"]
    assert [part.is_here for part in parts] == [False, True, True, True, True]
    assert parts[0].ready_url == "http://10.0.0.7:5005/webhooks/foothold/readyz"
