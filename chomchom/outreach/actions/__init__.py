"""What can be done in outreach, by subject."""
