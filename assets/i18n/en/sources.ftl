sources-title = Sources
sources-question = Where was it read?
sources-empty = No source in this dataset.
sources-nothing = No source under this filter.
sources-independent = { $selected } of { $total } independent origins
sources-actors = Who acts
sources-derived = copies another source
sources-note = A dot marks a source that copies no other one of the file. Copies, translations and quotations count with what they go back to.
sources-order = by the first column, largest first · each kind of number has a scale of its own
sources-dot = ● copies no other
sources-unread = { $count ->
    [one] nothing here was read in 1 of them itself
   *[other] nothing here was read in { $count } of them themselves
 }
