"""Pages and followers that join rooms."""
