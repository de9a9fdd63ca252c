"""Finished Word and PDF files to issues: agreement, contents, accessibility, disclosure, hidden content."""

from pipeline.proof.finished import Finished
from pipeline.proof.prove import in_word, prove, prove_other
from pipeline.protected import Protected

__all__ = ["Finished", "Protected", "in_word", "prove", "prove_other"]
