"""Which codes and ids can be ones: they name files, and stand on buttons and in links."""

import re

CODE = re.compile(r"(?=.{1,40}\Z)[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*")
"""A standard's code."""
ITEM = re.compile(r"(?=.{1,60}\Z)[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*")
"""What an item's id has after `CODE/`."""
