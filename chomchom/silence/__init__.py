"""How unusual a silence is: the detection engine."""
