"""Who takes part in what: consent to take part, limits, drop-out with a next step."""
