"""The vocabulary of policy graphs: OWL terms, SKOS schemes, SHACL shapes and competency questions."""
