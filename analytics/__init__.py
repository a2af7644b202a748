"""Read models, ratings and dashboards: built with the issues that bring them."""
