"""What is drawn in a Word file (pictures, shapes, diagrams, charts, older drawings) read into the document tree."""
