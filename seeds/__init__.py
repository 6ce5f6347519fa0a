"""Data that the program reads: tables of places, functional lines, role words and short forms; sample documents."""
