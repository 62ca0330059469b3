"""Papers and files that are kept: originals, versions, copies."""
