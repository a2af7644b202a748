"""Templates as the Graph API lists them."""

from __future__ import annotations

from typing import Any

ORDER_UPDATE: dict[str, Any] = {
    "id": "1689556908129832",
    "name": "order_update",
    "language": "id",
    "status": "APPROVED",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Pesanan {{1}}", "example": {"header_text": ["NL-1"]}},
        {
            "type": "BODY",
            "text": "Halo {{1}}, pesanan Anda tiba {{2}}.",
            "example": {"body_text": [["Budi", "Sabtu"]]},
        },
        {"type": "FOOTER", "text": "Nusa Living"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Terima kasih"},
                {
                    "type": "URL",
                    "text": "Lacak",
                    "url": "https://nusa.example/t/{{1}}",
                    "example": ["https://nusa.example/t/9"],
                },
            ],
        },
    ],
}


def a_template(**fields: Any) -> dict[str, Any]:
    return {**ORDER_UPDATE, **fields}
