"""The shop's CRM, which no provider plays: what it knows of a customer, by the address that a channel knows them by. It
lets in whoever has the token `crm` of the access secret."""

from collections.abc import Mapping

from invented import access

from .asked import Asked, Reply, say

HOST = "crm.alpargataluna.example"


def order(number: int, status: str, total: str) -> dict[str, object]:
    return {"number": str(number), "status": status, "total": total}


# Customers of the demo's day, by their contact without `+`.
CUSTOMERS: Mapping[str, Mapping[str, object]] = {
    "34600000101": {"tier": "VIP", "points": 1240, "since": 2019, "orders": [order(20418, "en reparto", "64,90 €"), order(20177, "entregado", "39,00 €")]},
    "34600000106": {"tier": "normal", "points": 80, "since": 2024, "orders": [order(20533, "en preparación", "52,50 €")]},
    "34600000112": {"tier": "normal", "points": 310, "since": 2022, "orders": [order(20640, "en reparto", "89,00 €")]},
    "447700900104": {"tier": "normal", "points": 45, "since": 2025, "orders": [order(20390, "retrasado en aduana", "71,20 €")]},
    "elisa.romero@correo.example": {"tier": "oro", "points": 870, "since": 2020, "orders": [order(20466, "entregado", "119,00 €")]},
    "james.carter@mail.example": {"tier": "normal", "points": 120, "since": 2023, "orders": [order(20377, "cobrado dos veces", "2 × 45,00 €")]},
}


def customers(asked: Asked) -> Reply:
    """`GET /v1/customers?channel=whatsapp&contact=34600000101`. The record does not tell whom it was asked for."""
    if asked.bearer != access()["crm"]["token"]:
        return say("customer", {"error": "unauthorised"}, 401)
    if (asked.method, asked.path) != ("GET", "/v1/customers"):
        return say("unknown", {"error": "no such resource"}, 404)
    known = CUSTOMERS.get(asked.query.get("contact", "").removeprefix("+").lower())
    told = {"channel": asked.query.get("channel", "")}
    return say("customer", known, **told) if known else say("customer", {"error": "no such customer"}, 404, **told)
