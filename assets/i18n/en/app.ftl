app-name = Cooperama
menu-file = File
menu-view = View
menu-present = Present
menu-help = Help
menu-asking = Filter and selection
menu-panels = Panels and layout
menu-size = Size and screen
menu-recent = Open recent
menu-recent-none = No recent file
menu-recent-forget = Forget these files
menu-recent-missing = { $name } (missing)
menu-language = Language
menu-theme = Theme
menu-system = As the system
theme-light = Light
theme-dark = Dark
hint-open = Open your file
hint-close = Close this line
filter-none = Everything is shown
filter-clear = Clear all
filter-remove = Remove { $name } from the filter
count-of = { $selected } of { $total }
count-statements = { $selected } of { $total ->
    [one] { $total } statement
   *[other] { $total } statements
 }
count-institutions = { $selected } of { $total ->
    [one] { $total } institution
   *[other] { $total } institutions
 }
count-initiatives = { $selected } of { $total ->
    [one] { $total } initiative
   *[other] { $total } initiatives
 }
total-statements = { $total ->
    [one] { $total } statement
   *[other] { $total } statements
 }
total-institutions = { $total ->
    [one] { $total } institution
   *[other] { $total } institutions
 }
total-initiatives = { $total ->
    [one] { $total } initiative
   *[other] { $total } initiatives
 }
total-sectors = { $total ->
    [one] { $total } sector
   *[other] { $total } sectors
 }
total-people = { $total ->
    [one] { $total } person
   *[other] { $total } people
 }
count-people = { $selected } of { $total ->
    [one] { $total } person
   *[other] { $total } people
 }
count-links = { $selected } of { $total ->
    [one] { $total } link
   *[other] { $total } links
 }
total-links = { $total ->
    [one] { $total } link
   *[other] { $total } links
 }
count-sectors = { $selected } of { $total ->
    [one] { $total } sector
   *[other] { $total } sectors
 }
count-parties = { $selected } of { $total ->
    [one] { $total } party
   *[other] { $total } parties
 }
total-parties = { $total ->
    [one] { $total } party
   *[other] { $total } parties
 }
count-sources = { $selected } of { $total ->
    [one] { $total } source
   *[other] { $total } sources
 }
total-sources = { $total ->
    [one] { $total } source
   *[other] { $total } sources
 }
count-nodes = { $selected } of { $total ->
    [one] { $total } node
   *[other] { $total } nodes
 }
total-nodes = { $total ->
    [one] { $total } node
   *[other] { $total } nodes
 }
count-dated = { $selected } of { $total ->
    [one] { $total } dated fact
   *[other] { $total } dated facts
 }
total-dated = { $total ->
    [one] { $total } dated fact
   *[other] { $total } dated facts
 }
bare = without a source of their own: { $what }
named = { $name }: { $what }
panel-reduce = Back to its place
column-unnamed = not named
status-no-problem = No problem
status-opening = Opening { $name }
status-cancel = Cancel
status-language = Switch to French
status-language-short = EN
status-read-only-newer = Read-only: newer format
status-read-only-recovered = Recovered: save a copy
status-exported = Picture written to { $path }
status-saved = Copy saved as { $path }
example-name = built-in example
untitled = Untitled dataset
read-only-newer = The file is of a newer version of the format: it can be looked at, not changed
read-only-recovered = Only the complete records of a damaged file are here: save a copy; the damaged file is left as it is
message-open-failed = { $name } cannot be opened
message-keep = What was open stays open.
message-close = Close
message-other = Open another file…
message-recover = { $count ->
    [one] Recover { $count } complete record
   *[other] Recover { $count } complete records
 }
message-encoding = Read as Windows-1252
message-export-failed = The picture was not written
path-open-title = Open a dataset
path-save-title = Save a copy
path-export-title = Export the board as a picture
path-label = Path of the file
path-waiting = Is the system’s file dialog not showing? Type or paste the path here.
path-hint-export = The name ends in one of { $endings }
path-open = Open
path-save = Save
path-cancel = Cancel
dialog-filter = Cooperation datasets
dialog-picture = Pictures
about-version = Version { $version }
about-text = See who cooperates with whom, on what, through which institutions, and who said so, with the source.
about-licence = MIT or Apache-2.0. Fonts: Inter and Source Serif 4, SIL Open Font License 1.1.
about-copy = Copy
shortcuts-title = Keyboard shortcuts
shortcuts-tab = Tab
shortcuts-tab-text = Next control
drop-here = Drop the file to open it
panel-hidden-all = All panels are hidden.
panel-show-all = Reset layout
shortcuts-click = Click
shortcuts-click-text = Select
shortcuts-double = Enter, double click
shortcuts-double-text = Filter
shortcuts-shift = Shift, Alt and click
shortcuts-shift-text = Add to the filter, exclude
shortcuts-steps = 1–9, 0
shortcuts-steps-text = Within so many steps; all
shortcuts-arrows = Arrows
shortcuts-arrows-text = Next control, node or row
status-filter-back = The filter you left is back
path-instead = Type a path instead
hint-filter = What is said of finance?
hint-evidence = What supports the bank?
hint-compare = Compare China and Kazakhstan
