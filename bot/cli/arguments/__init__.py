"""What the commands take: a module for each group of them; light, since `--help` loads it."""
