"""Matching persons and households."""
