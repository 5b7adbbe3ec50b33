network-title = Institutions and links
network-question = Through whom?
network-by-sector = By sector
network-by-party = By party
network-fit = Fit to the panel
network-zoom-in = Zoom in
network-zoom-out = Zoom out
network-empty = No party, institution, initiative or person in this dataset.
network-too-much = The { $shown } most tied of { $total } are drawn, with { $lines } lines between them
network-node = { $name } ({ $kind })
network-tie-link = link
network-tie-participation = takes part
network-tie-membership = belongs to
network-tie-office = holds an office
network-tie-part-of = part of
network-missing = missing record
network-announced = only announced
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
network-look = Look
network-communities = Outline communities
network-focus-hint = 1–9: within so many steps of the selection. Pin two: the shortest path.
network-size-ties = Size by ties
network-size-money = Size by money
network-path = { $count ->
    [one] Shortest path: { $count } tie
   *[other] Shortest path: { $count } ties
 }
network-matrix = The { $shown } most tied of { $total } are in the matrix, those that belong together side by side
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
