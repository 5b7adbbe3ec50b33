initiatives-title = Initiatives
initiatives-question = What is done?
initiatives-empty = No initiative in this dataset.
initiatives-nothing = No initiative matches the filter.
initiatives-by-amount = by amount ({ $name }), the largest first
