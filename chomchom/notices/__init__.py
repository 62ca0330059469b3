"""Telling someone that there is news: messages, deliveries and signed links."""
