"""Drawings that figures of lessons are made of."""
