"""Whether answers hang on corners or borders of the pictures: asked by a button, told in words."""
