"""Stretches of policy language, all our own writing: what the restoration of damaged pages counts its characters in."""
