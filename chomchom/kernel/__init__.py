"""Words every floor uses: verdicts, states, deeds, events, Korean days."""
