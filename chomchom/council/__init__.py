"""Bodies, seats, meetings, decisions and minutes."""
