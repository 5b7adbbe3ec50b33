cli-opens = s’ouvre
cli-counts = { $initiatives ->
    [one] { $initiatives } initiative
   *[other] { $initiatives } initiatives
}, { $links ->
    [one] { $links } lien
   *[other] { $links } liens
}, { $statements ->
    [one] { $statements } déclaration
   *[other] { $statements } déclarations
}, { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
}
cli-no-display = Il n’y a pas d’écran où ouvrir une fenêtre : lancez-le depuis une session de bureau (ou définissez DISPLAY ou WAYLAND_DISPLAY), ou faites une image sans fenêtre : cooperama export FICHIER --out image.svg
cli-no-graphics = Aucun pilote graphique ne fonctionne ici ({ $reason }) : installez-en un (sous Debian ou Ubuntu : libgl1-mesa-dri et mesa-vulkan-drivers), ou faites une image sans fenêtre : cooperama export FICHIER --out image.svg
cli-same-file = Les deux noms désignent le même fichier : donnez un autre nom à la copie
cli-picture-name = Le nom de l’image doit finir par un de { $endings }
cli-diff-same = Rien ne diffère
cli-diff-count = { $added ->
    [one] { $added } ajouté
   *[other] { $added } ajoutés
 }, { $removed ->
    [one] { $removed } supprimé
   *[other] { $removed } supprimés
 }, { $changed ->
    [one] { $changed } modifié
   *[other] { $changed } modifiés
 }, { $header } du fichier lui-même
cli-fmt-would = serait écrit autrement
cli-fmt-done = écrit sous forme soignée
cli-other-format = Ce programme écrit les jeux de données en JSON, pas en .{ $ending } : donnez un nom qui finit par .json
cli-recover-none = Il ne reste rien à récupérer de ce fichier : cooperama recover --list dit ce qui reste
cli-no-window = Ce programme a été construit sans fenêtre : utilisez une commande telle que cooperama export data.json --out board.svg
cli-recovered = Modifications non enregistrées dans cette copie : { $good } sur { $count }
cli-compare-side = « { $found } » n’est ni l’identifiant d’une fiche ni un filtre : écrire par exemple party=cn
