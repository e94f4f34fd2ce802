"""Pretrained weights: where they are, how they get onto this computer, checked before use."""
