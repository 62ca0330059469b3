"""The doors of the house: pages, the API and the login. The clock is read here and the deed is made here."""
