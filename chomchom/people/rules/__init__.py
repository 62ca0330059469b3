"""Decisions about persons: who is who, what may be shared, how long it is kept. Pure."""
