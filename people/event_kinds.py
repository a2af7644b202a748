"""Every kind of event about people and configuration: what it means and what its data holds."""

from __future__ import annotations

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "customer.tier_changed": ("counts for more or less from now on (customer_id)", ("from", "to")),
    "customer.changed": ("name, organisation, language (customer_id)", ("fields",)),
    "customer.address_added": ("we may write there too (customer_id)", ("identity",)),
    "customer.address_corrected": ("we write to another one instead (customer_id)", ("identity", "to")),
    "customer.address_removed": ("it is not theirs, or not any more (customer_id)", ("was",)),
    "customer.address_said": ("they named it; nobody has proved it (customer_id)", ("said",)),
    "customer.reachability_changed": ("an address can or cannot be written to (customer_id)", ("channel",)),
    "customer.same_person": ("a provider named both in one breath (customer_id)", ("twin",)),
    "customer.kept_apart": ("they are two people (customer_id)", ("other",)),
    "customer.joined": ("has now what another one had (customer_id)", ("twin", "joining")),
    "customer.parted": ("what was another one’s is theirs again (customer_id)", ("twin", "joining")),
    "organisation.tier_changed": ("the tier of its people", ("organisation", "from", "to")),
    "organisation.changed": ("name or domains", ("organisation",)),
    "agent.presence_changed": ("there, busy or gone (agent_id)", ("from", "to")),
    "agent.changed": (
        "role, teams, capacity or activity (agent_id); teams with other members",
        ("fields", "teams"),
    ),
    "team.changed": ("name, calendar or activity", ("team",)),
    "calendar.changed": ("hours or holidays: clocks must be recomputed", ("calendar",)),
    "config.changed": ("something else that an admin sets", ("what", "id")),
}
