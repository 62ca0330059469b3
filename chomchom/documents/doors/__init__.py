"""How a kept file leaves the house."""
