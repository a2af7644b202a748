"""Measures the product against the machine's own limits (docs/performance.md); it is no test."""
