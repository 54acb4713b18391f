"""The command line: one module a command, each loading what it needs only when it is run."""
