"""What pages load: many small sources joined into few files, at start or on collectstatic. No build step of its own."""
