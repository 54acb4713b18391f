"""Standards become chunks in a searchable index. Importing this package loads nothing heavy."""
