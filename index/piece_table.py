"""The pieces of every passage, beside its vector: a question is compared with them word by word."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.embed import Pieces


class PieceTable(NamedTuple):
    """Pieces as arrays that can lie in a file."""

    pieces: Pieces
    """Of one passage after another."""
    piece_ends: npt.NDArray[np.int64]
    """Where each passage's begin and end. Shape: (passages + 1,)."""

    def of(self, passage: int) -> Pieces:
        """The pieces of a passage."""
        return self.pieces[self.piece_ends[passage] : self.piece_ends[passage + 1]]


def piece_table_of(passages: Sequence[Pieces]) -> PieceTable:
    """The table of these passages."""
    return PieceTable(
        np.concatenate([NO_PIECES, *passages]),
        np.array([0, *accumulate(map(len, passages))], np.int64),
    )


NO_PIECES: Pieces = np.empty(0, np.int32)
"""Those of a passage that is not compared word by word."""
