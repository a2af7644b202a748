"""What can be learned from tickets that people have sorted: pure, without Django.

scikit-learn lives here alone. The package is loaded by the worker that learns and by `manage.py evaluate`, by
nothing else.
"""
