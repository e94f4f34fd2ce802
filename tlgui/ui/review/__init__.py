"""The pictures that want a look, one after the other: corrected, left out, kept."""
