"""KRDS components, base pages, refusal sentences."""
