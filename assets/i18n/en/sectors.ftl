sectors-title = Sectors
sectors-question = On what?
sectors-measure-statements = Statements
sectors-measure-initiatives = Initiatives
sectors-measure-links = Links
sectors-key = solid = selected, pale = total
sectors-none = No sector
sectors-empty = No sector in this dataset.
sectors-nothing = Nothing in the sectors matches the filter.
sectors-clear = Clear the filter
sectors-expand = Show what { $name } contains
sectors-collapse = Hide what { $name } contains
sectors-bar = { $name }: { $selected } of { $total }
sectors-hint = Click to filter; with Shift, add to the filter
sectors-foot = { $shown } shown + { $out } filtered out = { $total }
sectors-foot-note = A record in several sectors counts in each.
