"""Nusa Living, a furniture shop that does not exist, made by the product's own actions."""
