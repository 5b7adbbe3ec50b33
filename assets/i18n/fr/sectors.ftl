sectors-nameless = { $count ->
    [one] { $count } aire trop petite pour son nom
   *[other] { $count } aires trop petites pour leur nom
 }
sectors-bare = { $count ->
    [one] { $count } secteur sans aire, rien n’y étant compté
   *[other] { $count } secteurs sans aire, rien n’y étant compté
 }
sectors-several = chacun compte dans tous ses secteurs
sectors-title = Secteurs
sectors-question = Sur quoi ?
sectors-key = plein = sélection, pâle = total
sectors-none = Sans secteur
sectors-empty = Aucun secteur dans ce jeu de données.
sectors-nothing = Rien dans les secteurs ne répond au filtre.
sectors-expand = Montrer ce que contient { $name }
sectors-collapse = Masquer ce que contient { $name }
sectors-foot-note = Une fiche de plusieurs secteurs compte dans chacun.
sectors-bar = { $name } : { $value }
sectors-direct = { $name }, sans précision
sectors-more-empty = { $count ->
    [one] { $count } secteur sans rien : le montrer
   *[other] { $count } secteurs sans rien : les montrer
 }
sectors-less-empty = { $count ->
    [one] Masquer { $count } secteur sans rien
   *[other] Masquer { $count } secteurs sans rien
 }
money-dated = dont { $sum } datés de { $period }
money-dated-none = dont rien n’est daté de { $period }
money-share = montants entiers ; la part de « { $name } » en est { $sum }
sectors-foot-money = D’un montant pour plusieurs secteurs, chacun a la part que donne le fichier ; sans parts, il est divisé également.
