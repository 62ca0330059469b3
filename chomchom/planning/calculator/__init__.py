"""The one calculator of the plan: what can be counted, counting it, keeping what was counted, figures made of it."""
