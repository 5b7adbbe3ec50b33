overview-title = Overview
overview-question = Who, when, on what, for how much?
overview-who = Who
overview-when = When
overview-what = On what
overview-through = Through whom
overview-together = what is joint, in full for each
overview-sources = Read in
overview-source-count = { $total ->
    [one] { $total } source
   *[other] { $total } sources
 }, from { $independent ->
    [one] { $independent } independent origin
   *[other] { $independent } independent origins
 }
overview-counted-above = { $money }, not added: beside an amount counted above
overview-from-background = { $money }, from a background source
overview-more = and { $count } more
overview-empty = This dataset holds no record yet.
overview-open-example = Open the example
overview-held = In all
overview-no-source = No source is named.
overview-no-date = No date is known.
overview-part = { $selected } of { $total }
overview-nothing = The filter lets nothing through.
overview-source-open = Open the source at { $host }
overview-source-scopes = { $total ->
    [one] 1 source
   *[other] { $total } sources
 }: { $kind ->
    [article] { $own ->
        [one] 1 article
       *[other] { $own } articles
     }
   *[other] { $own } of its own
 } and { $background ->
    [one] 1 to explain it
   *[other] { $background } to explain it
 }, from { $independent ->
    [one] 1 independent origin
   *[other] { $independent } independent origins
 }
overview-more-money = { $count ->
    [one] { $count } more kind of money
   *[other] { $count } more kinds of money
 }
overview-money = How much
overview-rest = { $count ->
    [one] { $count } more line has no room here
   *[other] { $count } more lines have no room here
 }
added = { $count } of { $total } facts from background sources only
added-all = from background sources only
