"""The shared chain: asked, accepted, done, followed up."""
