"""KRDS components as typed functions: text in, safe markup out. `{% load ui %}` gives them to templates."""
