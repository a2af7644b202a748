"""Configuration as a file: export what is set, plan what a file would change, apply it. docs/config.md."""
