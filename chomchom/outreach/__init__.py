"""Crisis signals, the episode they gather in, and the site check at the door."""
