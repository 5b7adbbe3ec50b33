timeline-title = Timeline
timeline-question = When?
timeline-empty = No dated record in this dataset.
timeline-events = Events
timeline-statements = Statements
timeline-initiatives = Initiatives
timeline-links = Links
timeline-year = Year { $year }, { $count ->
    [one] { $count } record
   *[other] { $count } records
 }
timeline-undated = { $count ->
    [one] { $count } record without date
   *[other] { $count } records without date
 }
timeline-plot = Timeline from { $from } to { $to }
timeline-by-year = counted in each year they touch
timeline-after = on to { $year }
timeline-before = back to { $year }
timeline-fringe = Less than one per cent lies beyond the years shown. Show all of them
timeline-shown-to = shown to { $last }; less than one per cent lies beyond, up to { $year }
timeline-all = Show all
timeline-nothing = The filter lets no dated record through.
timeline-key-published = ◇ published
timeline-key-doubtful = pale: doubtful
timeline-key-open = thin line: no end is known
timeline-key-bar = bar: the whole time, or some day in it
timeline-key-inferred = ○, double line: date inferred, or told elsewhere
timeline-money = { $name }, by year
timeline-money-undated = { $sum } of no known year
timeline-money-year = { $year }: { $sum }
timeline-money-filter = Money counts in the year it is dated to; a filter by year also takes what spans the year.
timeline-key-disputed = “?”: disputed
timeline-key-years = columns: how many each year touches; named: those that matter most
timeline-key-months = columns: how many each month touches; named: those that matter most
timeline-key-days = columns: how many each day touches; named: those that matter most
timeline-counted = { $what }, { $when }: { $total }
timeline-counted-of = { $what }, { $when }: { $selected } of { $total }
timeline-made = { "" }: { $sum }
