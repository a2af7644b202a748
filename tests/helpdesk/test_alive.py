import http.server
import threading

import pytest

from helpdesk.processes.alive import complaint


@pytest.fixture
def answering():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_process_of_this_machine_is_asked_past_any_proxy(answering, monkeypatch, tmp_path):
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert complaint(answering, tmp_path) == ""
