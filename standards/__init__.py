"""Documents become standards: a reader for each family, and the library of what was read."""
