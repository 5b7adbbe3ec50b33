overview-title = Overview
overview-question = What is this about?
overview-who = Who
overview-when = When
overview-what = On what
overview-through = Through whom
overview-sources = Read in
overview-source-count = { $total ->
    [one] { $total } source
   *[other] { $total } sources
 }, of which { $independent ->
    [one] { $independent } independent
   *[other] { $independent } independent
 }
overview-more = and { $count } more
overview-empty = This dataset holds no record yet.
overview-open-example = Open the example
overview-no-date = No date is known.
overview-part = { $selected } of { $total }
overview-nothing = The filter lets nothing through.
overview-source-open = Open the source at { $host }
