network-title = Institutions and links
network-question = Through whom?
network-by-sector = By sector
network-by-party = By party
network-fit = Fit to the panel
network-zoom-in = Zoom in
network-zoom-out = Zoom out
network-empty = No party, institution, initiative or person in this dataset.
network-too-much = The { $shown } most tied of { $total } are drawn ({ $lines } lines)
network-too-much-lines = The { $shown } most tied of { $total } are drawn, with the { $lines } strongest of { $all } lines among them
network-rings = Around { $name }: { $shown } of { $total } nodes are drawn
network-node = { $name } ({ $kind })
network-tie-link = link
network-missing = missing record
network-announced = announced or in preparation
network-disputed = disputed
network-unnamed = not named by the source
network-no-source = no source yet
network-hint = Click selects, double click filters; drag to move it, and it stays
network-ties = { $count ->
    [one] { $count } tie
   *[other] { $count } ties
 }
network-canvas = Network of { $nodes } nodes and { $edges } ties
network-shared = shared, or of no party
network-group-color = Colours
network-group-fold = Drawn together
network-group-size = Sizes
network-look = View
network-communities = Outline communities
network-focus-hint = 1–9: within so many steps of the selection. Pin two: the shortest path.
network-size-ties = By number of ties
network-size-money = By money
network-path = { $count ->
    [one] Shortest path: { $count } tie
   *[other] Shortest path: { $count } ties
 }
network-matrix = The { $shown } most tied of { $total }, those that belong together side by side
network-matrix-all = All { $shown } that are tied, those that belong together side by side
network-matrix-ways = row: who acts, column: on whom
network-matrix-both = row: who acts, column: on whom; dotted: a tie without direction, both ways
network-matrix-grey = grey
network-matrix-fuller = fuller: more ties
network-matrix-heavier = fuller: more weight
network-matrix-hollow = hollow: announced, in preparation or disputed
network-map-alone = { $count } tied to nothing, not drawn
network-map = { $shown } of { $total } tied nodes and the { $lines } lines between them
network-placing = placing, { $percent }
network-foot = { $shown } shown + { $out } filtered out = { $total } nodes
network-foot-hidden = { $shown } shown + { $out } filtered out + { $hidden } not drawn = { $total } nodes
network-nothing = The filter lets no node of the network through.
network-no-path = No tie leads from one pinned thing to the other
network-color-party = Party { $name }
network-focus = { $count ->
    [0] Show all
    [one] Only its neighbours
   *[other] Within { $count } steps
 }
network-draw = Draw a link
network-draw-end = Stop drawing links
network-draw-from = Drag from one node to another, or choose them one after the other.
network-draw-to = From { $name } to…
tie-takes-part-from = takes part in
tie-takes-part-to = with the participation of
role-does-funding = funds
role-done-funding = funded by
role-does-accountable = is accountable for
role-done-accountable = under the responsibility of
role-does-extending = extends the funds of
role-done-extending = with funds extended by
role-does-implementing = implements
role-done-implementing = implemented by
tie-as-from = takes part as { $name } in
tie-as-to = with, as { $name }:
tie-membership-from = belongs to
tie-membership-to = has as its own
tie-office-from = holds an office for
tie-office-to = has as an office holder
tie-part-of-from = is part of
tie-part-of-to = has as a part
network-by-kind = By kind
network-by-community = By community
network-fold-auto = Automatically
network-fold-nothing = Nothing: each drawn by itself
network-fold-initiatives = Initiatives, as ties between those who take part
network-fold-party = Institutions, by party
network-fold-sector = Institutions, by sector
network-fold-community = All, by community
network-close = Fold again what was opened
network-most = Nodes at most
network-most-auto = Automatically
network-folded = { $count ->
    [one] 1 initiative is drawn as the ties it makes
   *[other] { $count } initiatives are drawn as ties, width = number
 }
network-folded-some = { $count } of { $total } initiatives { $count ->
    [one] is
   *[other] are
 } drawn as ties, width = number; the others name fewer than two who are drawn
network-folded-strong = { $count } of { $total } initiatives { $count ->
    [one] is
   *[other] are
 } drawn as ties, width = number; the others make weaker ties, or name fewer than two who are drawn
network-computed = groups computed from the ties
network-everywhere = { $parties ->
    [one] { $names } takes part in { $count } of { $total } and is not drawn
   *[other] { $names } take part in { $count } or more of { $total } and are not drawn
 }
network-nameless = { $count ->
    [one] 1 name without room
   *[other] { $count } names without room
 }
network-rest = { $count ->
    [one] 1 other, less tied, is not drawn by itself
   *[other] { $count } others, less tied, are not drawn by themselves
 }
network-outside = { $count ->
    [one] 1 more tie leads to what is not drawn
   *[other] { $count } more ties lead to what is not drawn
 }
network-open = A click opens it.
network-around = around { $name }
network-group = { $name } · { $count }
network-members = { $count ->
    [one] 1 drawn as one
   *[other] { $count } drawn as one
 }
network-not-additive = { $sum } together; not to be added to other ties
network-through-hint = A click filters by these initiatives.
network-everywhere-all = { $parties ->
    [one] { $names } takes part in all { $total } and is not drawn
   *[other] { $names } take part in all { $total } and are not drawn
 }
network-foot-folded = { $shown } shown + { $out } filtered out + { $hidden } drawn as ties, as one, or not = { $total } nodes
network-through-part = { $with } of { $count } initiatives under this filter
network-too-many-to-group = too many nodes to look for communities
network-nothing-to-group = nothing here is drawn as one
network-other-colors = other
role-does-proposer = proposes
role-done-proposer = proposed by
network-arrow = from who acts to whom
network-grey-sectors = several sectors, or none
network-grey-groups = between groups
network-larger = larger: more ties
network-larger-money = larger: more money
network-wide = thicker: more statements tell of it
network-wide-weight = thicker: more weight
network-disputed-mark = disputed, marked “?”
network-by-auto = Automatically
network-beside = also: { $name }
network-nameless-hint = zoom or point
