"""What the user says of the pictures, laid over the folder: labels, what is left out, groups."""
