"""What wellbeing decides: pure, by subject. `words` holds the closed lists, the others one decision each."""
