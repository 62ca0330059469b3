"""How fast is it? One command fills a city and measures the same paths people and machines use."""
