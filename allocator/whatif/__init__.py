"""Everything that solves again: what it would take, prices, frontiers, ties, draws, comparisons."""
