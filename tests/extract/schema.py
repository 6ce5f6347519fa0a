"""Facts as JSON, held against ``extract/facts.schema.json``."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from extract.facts import Facts
from extract.plain import schema, to_json

VALIDATOR = Draft202012Validator(schema())


def checked(facts: Facts) -> dict[str, Any]:
    """Return the JSON object of facts, which follows the schema."""
    data: dict[str, Any] = json.loads(json.dumps(to_json(facts)))
    VALIDATOR.validate(data)
    return data
