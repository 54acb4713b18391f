"""People of whom nothing is kept but that there is somebody with their key."""

from sqlalchemy import and_, delete, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.database.tables import metadata, people


async def forget_bare(connection: AsyncConnection) -> int:
    """Deletes them, inside a writing transaction; gives how many they were."""
    refers = [
        select(column).where(column == people.c.key).exists()
        for table in metadata.sorted_tables
        for column in table.columns
        if any(reference.column is people.c.key for reference in column.foreign_keys)
    ]
    chosen = [column.is_not(None) for column in people.columns if column.nullable]
    bare = and_(*(not_(each) for each in (*refers, *chosen)))
    return int((await connection.execute(delete(people).where(bare))).rowcount)
