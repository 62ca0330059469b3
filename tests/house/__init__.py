"""What we believe about the code, as tests."""
