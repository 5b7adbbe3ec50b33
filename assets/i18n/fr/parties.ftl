parties-title = Parties
parties-question = Qu’apporte chacun ?
parties-empty = Aucune partie dans ce jeu de données.
parties-initiatives = Participe, elle ou ses institutions
parties-brings = Finance
parties-brings-of = Finance ({ $name })
parties-institutions = Institutions
parties-says = Déclare
parties-told = Est évoquée
parties-note = Une initiative commune compte en entier pour chaque partie. Finance : initiatives qu’elle finance elle-même ou par ses institutions.
parties-nothing = Le filtre ne laisse passer aucune partie.
bars-hidden = { $count ->
    [one] une colonne de plus dans un panneau plus large
   *[other] { $count } colonnes de plus dans un panneau plus large
}
parties-order = de la plus présente à la moins présente
parties-unsourced = en pointillés : sans source propre
