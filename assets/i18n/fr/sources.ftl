sources-title = Sources
sources-question = Où l’a-t-on lu ?
sources-empty = Aucune source dans ce jeu de données.
sources-nothing = Aucune source sous ce filtre.
sources-independent = { $selected } sur { $total } indépendantes
sources-derived = reprend une autre source
sources-note = Un point marque une source qui n’en reprend aucune autre du fichier. Copies, traductions et citations comptent avec ce à quoi elles remontent.
