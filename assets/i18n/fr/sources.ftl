sources-title = Sources
sources-question = Où l’a-t-on lu ?
sources-empty = Aucune source dans ce jeu de données.
sources-nothing = Aucune source sous ce filtre.
sources-independent = { $selected ->
    [one] { $selected } origine indépendante
   *[other] { $selected } origines indépendantes
 } sur { $total }
sources-actors = Qui agit
sources-derived = reprend une autre source
sources-note = Un point marque une source qui n’en reprend aucune autre du fichier. Copies, traductions et citations comptent avec ce à quoi elles remontent.
sources-order = d’après la première colonne, les plus grandes d’abord · chaque sorte de nombre a son échelle
sources-dot = ● n’en reprend aucune autre
sources-unread = { $count ->
    [one] rien ici n’a été lu dans { $count } d’entre elles
   *[other] rien ici n’a été lu dans { $count } d’entre elles
 }
