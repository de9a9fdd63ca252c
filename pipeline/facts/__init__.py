"""The rated plan as facts: values with the text that is printed and the cells they come from."""

from pipeline.facts.fact import Fact, Facts, Node, Picture

__all__ = ["Fact", "Facts", "Node", "Picture"]
