sectors-nameless = { $count ->
    [one] { $count } area too small for its name
   *[other] { $count } areas too small for their names
 }
sectors-bare = { $count ->
    [one] { $count } sector without area, as nothing is counted of it
   *[other] { $count } sectors without area, as nothing is counted of them
 }
sectors-several = each counts in all of its sectors
sectors-title = Sectors
sectors-question = On what?
sectors-key = solid = selected, pale = total
sectors-none = No sector
sectors-empty = No sector in this dataset.
sectors-nothing = Nothing in the sectors matches the filter.
sectors-expand = Show what { $name } contains
sectors-collapse = Hide what { $name } contains
sectors-foot-note = A record in several sectors counts in each.
sectors-bar = { $name }: { $value }
sectors-direct = { $name }, nothing closer
sectors-more-empty = { $count ->
    [one] 1 sector without any: show it
   *[other] { $count } sectors without any: show them
 }
sectors-less-empty = { $count ->
    [one] Hide 1 sector without any
   *[other] Hide { $count } sectors without any
 }
money-dated = of which { $sum } is dated { $period }
money-dated-none = none of it is dated { $period }
money-share = whole amounts; the share of { $name } in them is { $sum }
sectors-foot-money = Of an amount for several sectors each has the share that the file gives it; where it gives none, it is split equally.
