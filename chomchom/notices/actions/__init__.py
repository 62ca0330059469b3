"""Writes of this room: telling, delivering, and signed links."""
