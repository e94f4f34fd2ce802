"""The Results step: figures, confusion matrix, gallery."""
