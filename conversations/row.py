"""What is kept, as it stands in a table."""

from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
"""One row of a table, by column, as JSON can say it: moments in ISO 8601, in UTC."""
