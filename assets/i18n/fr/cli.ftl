cli-opens = s’ouvre
cli-counts = { $initiatives } initiatives, { $links } liens, { $statements } propos, { $sources } sources
cli-no-display = Il n’y a pas d’écran où ouvrir une fenêtre : lancez-le depuis une session de bureau (ou définissez DISPLAY ou WAYLAND_DISPLAY), ou faites une image sans fenêtre : cooperama export FICHIER --out image.svg
cli-no-graphics = Aucun pilote graphique ne fonctionne ici ({ $reason }) : installez-en un (sous Debian ou Ubuntu : libgl1-mesa-dri et mesa-vulkan-drivers), ou faites une image sans fenêtre : cooperama export FICHIER --out image.svg
cli-same-file = Les deux noms désignent le même fichier : donnez un autre nom à la copie
cli-picture-name = Le nom de l’image doit finir par .svg ou .png
