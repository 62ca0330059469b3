"""The council: its meetings, and minutes as records."""
