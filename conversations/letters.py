"""Text as it comes from a terminal, a file or a command line, made fit to be kept."""

import re

_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def well_formed(text: str) -> str:
    """`text` without lone surrogates, which no file, database or tokenizer takes.

    Those that stand for undecodable bytes (PEP 383) are read as UTF-8 again; what is still no
    letter becomes U+FFFD.
    """
    return _LONE.sub("\ufffd", text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
