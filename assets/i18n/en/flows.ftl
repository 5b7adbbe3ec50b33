flows-title = Who funds what?
flows-title-unfunded = Who takes part in what?
flows-question-unfunded = Who takes part, on what
flows-question = From whom, for what
flows-empty = No initiative in this dataset.
flows-nothing = No initiative passes the filter.
flow-stop-funding = Funders
flow-stop-extending = Extending the funds
flow-stop-accountable = Accountable
flow-stop-implementing = Implementing
flow-stop-receiving = Receiving
flow-stop-party = Parties taking part
flow-stop-sector = Sectors
flow-stop-status = Status
flow-stop-year = Years
flow-none-funding = Funder not named
flow-none-extending = Not named
flow-none-accountable = Not named
flow-none-implementing = Not named
flow-none-receiving = Not named
flow-none-party = No party
flow-none-sector = No sector
flow-none-status = No status
flow-none-year = No date
flow-others = { $count ->
    [one] 1 other
   *[other] { $count } others
 }
flow-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
 }
flow-initiatives = { $count ->
    [one] 1 initiative
   *[other] { $count } initiatives
 }
flow-with = { $count ->
    [one] 1 counted
   *[other] { $count } counted
 }
flow-whole = { $sum } { $kind } in { $count ->
    [one] 1 initiative
   *[other] { $count } initiatives
 }
flow-other = { $count ->
    [one] 1 in another currency
   *[other] { $count } in other currencies
 }
flow-filtered = { $count ->
    [one] 1 filtered out
   *[other] { $count } filtered out
 }
flow-total = { $sum } in { $count ->
    [one] 1 initiative
   *[other] { $count } initiatives
 }
flow-unit-count = Initiatives
flow-said = { $name }: { $number } ({ $initiatives })
flow-said-others = { $name }: { $number }
flow-no-funder = those shown take part: this does not say who pays
flow-once = each amount is counted once
flow-joint = { $count ->
    [one] 1 initiative of several together, as the file gives no shares
   *[other] { $count } initiatives of several together, as the file gives no shares
 }
flow-look = View
flow-mode-diagram = Flows
flow-mode-ranking = Ranking
flow-mode-table = Table
flow-by-money = By money
flow-by-count = By number of initiatives
flow-add = Another column after this one
flow-remove = Without this column
flow-canvas = Flows: { $total }
flow-other-known = What passes the filter has no amount in { $name }, but in { $other }.
flow-count-other = Count { $name }
flow-no-money = No amount is known of what passes the filter.
flow-count-instead = Count initiatives instead
flow-no-role = Nobody is named in this role.
flow-ranked = { $name }: { $unit }
flow-ranked-note = What several do together counts in full for each of them here.
flow-column-from = From
flow-column-to = To
flow-part = { $with } of { $count ->
    [one] 1 initiative
   *[other] { $count } initiatives
 }
flow-column-step = Step
