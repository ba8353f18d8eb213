"""Toponyms in; gazetteer places out, with the precision that the words allow."""
