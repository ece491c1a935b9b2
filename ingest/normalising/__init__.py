"""Stage: normalise; a reading becomes a document. `normalise` is the stage, the other modules are parts of it."""
