"""People who log in, agencies as bodies, postings, and the deed made from a request."""
