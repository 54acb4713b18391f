"""Screens: pure functions from what is known to a `Message`, one subject a file."""
