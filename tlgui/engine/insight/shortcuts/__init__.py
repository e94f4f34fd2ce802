"""Whether answers hang on corners, edges or the border of pictures, not on what they show."""
