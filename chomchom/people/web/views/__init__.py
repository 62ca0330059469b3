"""Pages of this room, a file a subject."""
