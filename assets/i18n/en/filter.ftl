dim-sector = Sector
dim-party = Party involved
dim-institution = Institution
dim-role = Role
dim-person = Person
dim-speaker = Speaker
dim-voice = On behalf of
dim-initiative = Initiative
dim-kind = Kind
dim-status = Status
dim-statement = Kind of statement
dim-link = Link
dim-source = Source
dim-scope = Scope
dim-review = Review
dim-year = When
dim-text = Text
chip = { $dim }: { $name }
chip-but = all but { $name }
value-none = none
filter-write = Write filter
filter-invert = All but these
filter-include = Only these
filter-copy = Copy the filter as text
filter-chip-hint = Click to remove; right click for more
form-label = Filter as text
form-hint = sector=… party!=… year=2013..2015 text="…"
form-apply = Apply
form-dimension = “{ $found }” at character { $at } is no dimension: write one of sector, party, institution, role, person, speaker, voice, initiative, kind, status, statement, link, source, scope, review, year, text
form-value = “{ $found }” at character { $at } is no { $name } of this dataset: write an id or a whole label of the file
form-empty = A value of { $name } is missing at character { $at }: write it after the sign, or take the dimension out
form-quote = The quotation mark at character { $at } is not closed: add a " at the end
form-period = “{ $found }” at character { $at } is no period: write it like 2013, 2013-05, 2013..2015 or 2013..
form-twice = { $name } stands twice, again at character { $at }: put its values together with commas
do-filter = Filter by it
do-add = Add to the filter
do-says = Filter by what it says
do-exclude = All but it
do-evidence = Show the evidence
do-pin-short = Pin
do-pin = Pin to compare
do-unpin = Unpin
do-unpin-all = Unpin all
do-copy = Copy its name
do-open-source = Open in the browser
do-hint = Click to select, double click to filter; Shift adds, Alt excludes
panel-frozen = Frozen
panel-thaw = Let the panel go on
panel-clear = Clear the filter
panel-foot = { $shown } shown + { $out } filtered out = { $total }
panel-foot-without = { $shown } shown + { $out } filtered out + { $without } unclassified = { $total }
sentence = { $text }.
sentence-and = { "; " }
sentence-year = In { $from }, { $what }
sentence-years = Between { $from } and { $to }, { $what }
sentence-sector = { $name } has { $count } of { $of }
sentence-copy = Click to copy
palette-open = Search or do…
palette-field = Command, record or value
palette-none = Nothing has this name
palette-hint = Enter does it or filters by it; Shift adds, Alt excludes
palette-command = command
palette-panel = panel
palette-measure = measure
palette-file = recent file
palette-sort = Order of sectors
palette-color = Colours of the network
palette-size = Sizes in the network
palette-communities = Communities
switch-on = shown
switch-off = hidden
mode-bars = Bars
mode-areas = Areas
mode-treemap = Areas
mode-table = Table
mode-graph = Network
mode-whole = Whole network
mode-matrix = Matrix
mode-spans = Line
sort-file = As in the file
sort-value = Largest first
sort-name = By name
sort-auto = As in the file, else largest first
measure-choose = Counted: { $name }
measure-statements = Statements
measure-initiatives = Initiatives
measure-institutions = Institutions
measure-links = Links
measure-events = Events
measure-money = Money ({ $name })
money-of = { $selected } of { $total }
money-without = { $count ->
    [one] { $count } without amount
   *[other] { $count } without amount
 }
money-without-counted = { $count } without a counted amount
money-not-added = { $count ->
    [one] { $count } amount in another currency not added
   *[other] { $count } amounts in other currencies not added
 }
money-beside = { $count ->
    [one] { $count } amount in another currency not added, beside a counted one
   *[other] { $count } amounts in other currencies not added, beside counted ones
 }
money-in-links = not counted here, in links: { $list }
money-of-kind = { $sum } { $kind }
money-approximate = { $count ->
    [one] { $count } approximate amount
   *[other] { $count } approximate amounts
 }
amount-unknown = n/a
money-unknown = n/a ({ $count } without amount)
money-of-links = { $name } (links)
money-unreadable = { $count ->
    [one] 1 amount unreadable
   *[other] { $count } amounts unreadable
}
money-split = { $count ->
    [one] { $count } split equally for want of shares
   *[other] { $count } split equally for want of shares
 }
column-selected = Selected
column-total = Total
column-name = Name
column-parties = Parties
column-sector = Sector
column-years = Years
column-amount = Amount
column-amount-of = Amount ({ $name })
column-what = What
column-when = When
column-from = From
column-to = To
column-tie = Tie
record-parties = party
record-people = person
record-institutions = institution
record-sectors = sector
record-initiatives = initiative
record-links = link
record-statements = statement
record-events = event
record-sources = source
initiative-status-proposed = proposed
initiative-status-pipeline = in preparation
initiative-status-implementation = under way
initiative-status-finalisation = closing
initiative-status-completed = completed
initiative-status-cancelled = cancelled
initiative-status-suspended = suspended
initiative-status-unknown = unknown
scope-core = core
scope-context = context
review-draft = draft
review-checked = checked
review-disputed = disputed
review-rejected = rejected
filter-add = + Filter
filter-any = Any value
filter-counts = Numbers of: { $name }, under the filter, this dimension left out.
measure-no-rates = The file gives no exchange rates, so each currency is counted apart.
column-funders = Funders
column-stage = Stage
column-billions = { $code } bn
column-millions = { $code } m
column-thousands = { $code } thousand
column-choose = Columns
column-room = The more room, the more of them are shown.
column-said = { $name }: { $value }
column-constant-unnamed = { $name }: none named
column-constant = { $name }: { $value } throughout
column-nothing = none
mode-years = By year
mode-auto = As what is counted asks
money-other-kind = { $count ->
    [one] 1 with money of another kind only
   *[other] { $count } with money of another kind only
 }
money-converted = { $count ->
    [one] { $count } amount converted by the file’s rates
   *[other] { $count } amounts converted by the file’s rates
 }
money-by-rates = { $name }, converted by the file’s rates
measure-convert = Convert other currencies by the file’s rates
measure-convert-not = Do not convert other currencies
measure-more-rates = { $count ->
    [one] and one more rate
   *[other] and { $count } more rates
 }
measure-rates-elsewhere = No exchange rate of the file leads to this currency.
filter-kept = The filter is kept: what you ask for next is compared with it in the inspector.
panel-room = { $shown } of { $total } have room here
