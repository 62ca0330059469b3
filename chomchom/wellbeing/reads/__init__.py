"""What pages and other rooms ask of wellbeing, by subject."""
