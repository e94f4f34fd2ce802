"""Backbones: their weights, their preprocessing, their fast engines."""
