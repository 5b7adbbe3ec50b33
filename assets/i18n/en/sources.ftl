sources-title = Sources
sources-question = Where was it read?
sources-empty = No source in this dataset.
sources-nothing = No source under this filter.
sources-independent = { $selected } of { $total } independent
sources-derived = copies another source
sources-note = A dot marks a source that copies no other one of the file. Copies, translations and quotations count with what they go back to.
