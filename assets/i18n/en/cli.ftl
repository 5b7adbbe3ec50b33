cli-opens = opens
cli-counts = { $initiatives } initiatives, { $links } links, { $statements } statements, { $sources } sources
cli-no-display = There is no display to open a window on: start it from a desktop session (or set DISPLAY or WAYLAND_DISPLAY), or make a picture without a window: cooperama export FILE --out picture.svg
cli-no-graphics = No graphics driver works here ({ $reason }): install one (on Debian or Ubuntu: libgl1-mesa-dri and mesa-vulkan-drivers), or make a picture without a window: cooperama export FILE --out picture.svg
cli-same-file = The two names are the same file: give another name for the copy
cli-picture-name = The name of the picture must end in .svg or .png
