"""The parts of a workbook in which marks are put. Every byte that a mark does not touch stays as it was."""
