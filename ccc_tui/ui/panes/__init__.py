"""What is shown beside the tree: one pane for each list, made from its declaration."""
