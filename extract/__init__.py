"""From a policy document to typed facts with their places in the text."""
