"""execute.py NOTEBOOK EXECUTED: runs a notebook's cells, and fails where one does."""

import sys

import nbclient
import nbformat

notebook = nbformat.read(sys.argv[1], 4)
nbclient.NotebookClient(notebook, timeout=180).execute()
nbformat.write(notebook, sys.argv[2])
print(sum("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])), "pictures")
