network-title = Institutions et liens
network-question = Par qui ?
network-by-sector = Par secteur
network-by-party = Par partie
network-fit = Ajuster au panneau
network-zoom-in = Agrandir
network-zoom-out = Réduire
network-empty = Ni partie, ni institution, ni initiative, ni personne dans ce jeu de données.
network-too-much = Les { $shown } plus liés sur { $total } sont dessinés ({ $lines } traits)
network-too-much-lines = Les { $shown } plus liés sur { $total } sont dessinés, avec les { $lines } plus forts des { $all } traits entre eux
network-rings = Autour de { $name } : { $shown } nœuds dessinés sur { $total }
network-node = { $name } ({ $kind })
network-tie-link = lien
network-missing = fiche absente
network-announced = annoncé ou en préparation
network-disputed = contesté
network-unnamed = non nommé par la source
network-no-source = pas encore de source
network-hint = Un clic choisit, un double clic filtre ; glisser pour déplacer, il y reste
network-ties = { $count ->
    [one] { $count } lien
   *[other] { $count } liens
 }
network-canvas = Réseau de { $nodes } nœuds et { $edges } liens
network-shared = partagé, ou d’aucune partie
network-group-color = Couleurs
network-group-fold = Dessiné ensemble
network-group-size = Tailles
network-look = Vue
network-communities = Entourer les communautés
network-focus-hint = 1–9 : à tant de pas de la sélection. En épingler deux : le plus court chemin.
network-size-ties = Selon le nombre de liens
network-size-money = Selon les montants
network-path = { $count ->
    [one] Plus court chemin : { $count } lien
   *[other] Plus court chemin : { $count } liens
 }
network-matrix = Les { $shown } plus liés sur { $total }, côte à côte quand ils vont ensemble
network-matrix-all = Les { $shown } qui sont liés, côte à côte quand ils vont ensemble
network-matrix-ways = ligne : qui agit, colonne : sur qui
network-matrix-both = ligne : qui agit, colonne : sur qui ; pointé : lien sans direction, dans les deux sens
network-matrix-grey = gris
network-matrix-fuller = plus plein : plus de liens
network-matrix-heavier = plus plein : plus de poids
network-matrix-hollow = creux : annoncé, en préparation ou contesté
network-map-alone = { $count ->
    [one] { $count } sans lien, non dessiné
   *[other] { $count } sans lien, non dessinés
 }
network-map = { $shown } des { $total } nœuds liés, et les { $lines } lignes entre eux
network-placing = placement, { $percent }
network-foot = { $shown } affichés + { $out } écartés = { $total } nœuds
network-foot-hidden = { $shown } affichés + { $out } écartés + { $hidden } non dessinés = { $total } nœuds
network-nothing = Le filtre ne laisse passer aucun nœud du réseau.
network-no-path = Aucun lien ne mène d’un élément épinglé à l’autre
network-color-party = Partie { $name }
network-focus = { $count ->
    [0] Tout afficher
    [1] Seulement ses voisins
   *[other] À { $count } pas au plus
 }
network-draw = Tracer un lien
network-draw-end = Ne plus tracer de liens
network-draw-from = Tirez d’un nœud à l’autre, ou choisissez-les l’un après l’autre.
network-draw-to = De { $name } à…
tie-takes-part-from = participe à
tie-takes-part-to = avec la participation de
role-does-funding = finance
role-done-funding = financé par
role-does-accountable = répond de
role-done-accountable = sous la responsabilité de
role-does-extending = octroie les fonds de
role-done-extending = aux fonds octroyés par
role-does-implementing = met en œuvre
role-done-implementing = mis en œuvre par
tie-as-from = participe comme { $name } à
tie-as-to = avec, comme { $name } :
tie-membership-from = relève de
tie-membership-to = compte parmi les siens
tie-office-from = exerce une fonction pour
tie-office-to = a pour titulaire d’une fonction
tie-part-of-from = fait partie de
tie-part-of-to = a pour partie
network-by-kind = Par nature
network-by-community = Par communauté
network-fold-auto = Automatiquement
network-fold-nothing = Rien : chacun pour soi
network-fold-initiatives = Les initiatives, en liens entre participants
network-fold-party = Les institutions, par partie
network-fold-sector = Les institutions, par secteur
network-fold-community = Tout, par communauté
network-close = Replier ce qui fut ouvert
network-most = Nœuds au plus
network-most-auto = Automatiquement
network-folded = { $count ->
    [one] { $count } initiative est dessinée par les liens qu’elle crée
   *[other] { $count } initiatives sont dessinées en liens, largeur = nombre
 }
network-folded-some = { $count ->
    [one] { $count } initiative sur { $total } est dessinée
   *[other] { $count } initiatives sur { $total } sont dessinées
 } en liens, largeur = nombre ; les autres nomment moins de deux acteurs dessinés
network-folded-strong = { $count ->
    [one] { $count } initiative sur { $total } est dessinée
   *[other] { $count } initiatives sur { $total } sont dessinées
 } en liens, largeur = nombre ; les autres font des liens plus faibles, ou nomment moins de deux acteurs dessinés
network-computed = groupes calculés d’après les liens
network-everywhere = { $parties ->
    [one] { $names } participe à { $count } sur { $total } et n’est pas dessinée
   *[other] { $names } participent à { $count } au moins sur { $total } et ne sont pas dessinées
 }
network-nameless = { $count ->
    [one] { $count } nom sans place
   *[other] { $count } noms sans place
 }
network-rest = { $count ->
    [one] { $count } autre, moins lié, n’est pas dessiné à part
   *[other] { $count } autres, moins liés, ne sont pas dessinés à part
 }
network-outside = { $count ->
    [one] { $count } autre lien mène à ce qui n’est pas dessiné
   *[other] { $count } autres liens mènent à ce qui n’est pas dessiné
 }
network-open = Un clic l’ouvre.
network-around = autour de { $name }
network-group = { $name } · { $count }
network-members = { $count ->
    [one] { $count } réuni en un
   *[other] { $count } réunis en un
 }
network-not-additive = { $sum } ensemble ; ne s’ajoute pas aux autres liens
network-through-hint = Un clic filtre par ces initiatives.
network-everywhere-all = { $parties ->
    [one] { $names } participe aux { $total } et n’est pas dessinée
   *[other] { $names } participent aux { $total } et ne sont pas dessinées
 }
network-foot-folded = { $shown } affichés + { $out } écartés + { $hidden } en liens, réunis ou non dessinés = { $total } nœuds
network-through-part = { $with } sur { $count } initiatives sous ce filtre
network-too-many-to-group = trop de nœuds pour chercher des communautés
network-nothing-to-group = rien ici n’est réuni
network-other-colors = autres
role-does-proposer = propose
role-done-proposer = proposé par
network-arrow = de qui agit vers qui
network-grey-sectors = plusieurs secteurs, ou aucun
network-grey-groups = entre groupes
network-larger = plus grand : plus de liens
network-larger-money = plus grand : plus d’argent
network-wide = plus épais : plus de déclarations en parlent
network-wide-weight = plus épais : plus de poids
network-disputed-mark = contesté, marqué « ? »
network-by-auto = Automatiquement
network-beside = aussi : { $name }
network-nameless-hint = agrandir ou pointer
