"""How minutes are read, checked and written: pure."""
