"""What answers each thing a person can do, one subject a file; `bot/engine.py` picks the file."""
