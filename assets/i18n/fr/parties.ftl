parties-title = Parties
parties-question = Qu’apporte chacune ?
parties-empty = Aucune partie dans ce jeu de données.
parties-initiatives = Initiatives, les siennes ou celles de ses institutions
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
parties-order = d’après la première colonne, les plus grandes d’abord · chaque sorte de nombre a son échelle
parties-unsourced = en pointillés : sans source propre
