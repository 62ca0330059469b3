"""Matching companions and visitors to appointments."""
