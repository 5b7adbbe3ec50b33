mirror-title = Miroir
mirror-question = Disent-ils la même chose ?
mirror-empty = Aucun secteur de ce jeu de données n’est évoqué par deux parties.
mirror-nothing = Aucun des deux ne dit rien sous ce filtre.
mirror-side = { $name } parle de ce côté
mirror-contradiction = contradiction
mirror-disputed = propos contesté
mirror-most = les deux parties qui parlent le plus
mirror-pin = épingler deux parties pour en choisir d’autres
mirror-pinned = les deux parties épinglées
mirror-others = { $count ->
    [one] { $count } déclaration d’autres voix ou sans secteur
   *[other] { $count } déclarations d’autres voix ou sans secteur
 }
mirror-both = tous deux en parlent
mirror-one = un seul en parle
mirror-outside = le reste est filtré
mirror-silence = silence
mirror-note = Déclarations faites au nom de chacun ou par ses responsables ; épingler deux parties pour les mettre face à face. Contradiction : l’un soutient ce que l’autre rejette. Propos contesté : ainsi le dit la relecture d’une déclaration.
mirror-joint = { $count ->
    [one] { $count } déclaration commune compte des deux côtés
   *[other] { $count } déclarations communes comptent des deux côtés
 }
mirror-several = { $count ->
    [one] { $count } sur plusieurs secteurs compte dans chacun
   *[other] { $count } sur plusieurs secteurs comptent dans chacun
 }
