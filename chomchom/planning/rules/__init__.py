"""What is possible in the plan, one file a subject; pure."""
