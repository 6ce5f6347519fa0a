"""The knowledge graph: build it from facts, store it, ask it, print it, look at it."""
