"""A SPARQL 1.1 endpoint over a built graph, with pages for people: questions, matrices, the picture, things by IRI.

``graph.serve.app`` has the application. Nothing is imported here: each worker process starts in this package, and
needs little of it.
"""
