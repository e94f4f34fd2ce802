"""Pictures in the form that a training by steps takes: views of them, read once and kept."""
