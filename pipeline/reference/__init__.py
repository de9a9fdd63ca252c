"""The pages and lists made from the code; ``python -m pipeline.reference`` writes the pages anew."""
