"""촘촘: the working system of a city's community social security council."""
