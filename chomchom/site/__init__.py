"""Settings, URL root, command line, processes and the demo city: where the house meets the world."""
