"""What pages load: many small sources joined into few files, when first asked for or on collectstatic."""
