"""Pages of the council, by subject."""
