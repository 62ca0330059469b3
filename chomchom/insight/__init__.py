"""Figures, maps and exports, read from the ledger."""
