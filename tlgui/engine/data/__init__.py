"""Pictures on disk: listing, splitting, decoding, samples. The floor below the models."""
