"""What pages and other rooms need of outreach: flat rows, ready for the screen, in a fixed number of queries."""
