"""Dated parameters with their source, and the reader that asks on which day."""
