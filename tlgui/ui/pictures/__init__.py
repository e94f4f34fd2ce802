"""Pictures as several steps show them: thumbnails, grids, heat maps."""
