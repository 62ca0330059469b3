"""What pages read of the council, by subject."""
