"""A certificate that nobody has reason to trust."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path


def a_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
            *["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
            *["-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context
