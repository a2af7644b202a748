"""How well the learner does on texts that nobody here wrote: `manage.py evaluate`. They stay outside."""
