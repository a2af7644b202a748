"""The messages that Meta has approved for the demo's company, as Meta lists them."""

from __future__ import annotations

from typing import Any


def _template(number: int, name: str, language: str, text: str, *examples: str) -> dict[str, Any]:
    return {
        "id": f"70000000000{number}",
        "name": name,
        "language": language,
        "status": "APPROVED",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [{"type": "BODY", "text": text, "example": {"body_text": [list(examples)]}}],
    }


TEMPLATES = (
    _template(
        1,
        "pesanan_dikirim",
        "id",
        "Halo {{1}}, pesanan {{2}} sudah dikirim dan tiba {{3}}. Balas pesan ini kalau waktunya tidak cocok.",
        "Kak Sari",
        "NL-88412",
        "Jumat, 10.00 sampai 13.00",
    ),
    _template(
        2,
        "order_update",
        "en",
        "Hi {{1}}, your order {{2}} arrives on {{3}}. Reply to this message if the time does not suit you.",
        "Oliver",
        "NL-88412",
        "Friday between 10.00 and 13.00",
    ),
    _template(
        3,
        "lanjutkan_obrolan",
        "id",
        "Halo {{1}}, jawaban atas pertanyaan Anda sudah ada. Balas pesan ini agar kami bisa melanjutkan.",
        "Kak Sari",
    ),
)
