"""What looks like what: fingerprints of pictures, nearest neighbours, near twins."""
