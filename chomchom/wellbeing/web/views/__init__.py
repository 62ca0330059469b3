"""The pages of wellbeing."""
