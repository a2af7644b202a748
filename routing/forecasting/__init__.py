"""Which promises are likely to be broken, and why. Pure."""
