cli-opens = opens
cli-counts = { $initiatives ->
    [one] { $initiatives } initiative
   *[other] { $initiatives } initiatives
}, { $links ->
    [one] { $links } link
   *[other] { $links } links
}, { $statements ->
    [one] { $statements } statement
   *[other] { $statements } statements
}, { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
}
cli-no-display = There is no display to open a window on: start it from a desktop session (or set DISPLAY or WAYLAND_DISPLAY), or make a picture without a window: cooperama export FILE --out picture.svg
cli-no-graphics = No graphics driver works here ({ $reason }): install one (on Debian or Ubuntu: libgl1-mesa-dri and mesa-vulkan-drivers), or make a picture without a window: cooperama export FILE --out picture.svg
cli-same-file = The two names are the same file: give another name for the copy
cli-picture-name = The name of the picture must end in one of { $endings }
cli-diff-same = Nothing differs
cli-diff-count = { $added } added, { $removed } removed, { $changed } changed, { $header } of the file as a whole
cli-fmt-would = would be written otherwise
cli-fmt-done = written in the tidy form
cli-other-format = This program writes datasets as JSON, not as .{ $ending }: give a name ending in .json
cli-recover-none = Nothing is left to be recovered of this file: cooperama recover --list tells what is
cli-no-window = This program was built without a window: use a command such as cooperama export data.json --out board.svg
cli-recovered = { $good } of { $count } unsaved edits are in this copy
cli-compare-side = “{ $found }” is neither the id of a record nor a filter: write for example party=cn
