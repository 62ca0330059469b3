"""Reading and writing files, without a framework."""
