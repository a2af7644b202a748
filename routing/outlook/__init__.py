"""The forecast of breaches: past promises read, the open ones looked at, and what would help. ADR 32."""
