"""Stretches of policy language, all our own writing: what the restoration of damaged pages counts its characters in.

Only the wording is meant: names of places and agencies are real, what is said of them is invented.
"""
