flows-title = Qui finance quoi ?
flows-title-unfunded = Qui participe à quoi ?
flows-question-unfunded = Qui participe, sur quoi
flows-question = De qui, pour quoi
flows-empty = Aucune initiative dans ce jeu de données.
flows-nothing = Aucune initiative ne passe le filtre.
flow-stop-funding = Bailleurs
flow-stop-extending = Octroi des fonds
flow-stop-accountable = Responsables
flow-stop-implementing = Mise en œuvre
flow-stop-receiving = Bénéficiaires
flow-stop-party = Parties qui participent
flow-stop-sector = Secteurs
flow-stop-status = Statut
flow-stop-year = Années
flow-none-funding = Bailleur non nommé
flow-none-extending = Non nommé
flow-none-accountable = Non nommé
flow-none-implementing = Non nommé
flow-none-receiving = Non nommé
flow-none-party = Aucune partie
flow-none-sector = Aucun secteur
flow-none-status = Aucun statut
flow-none-year = Sans date
flow-others = { $count ->
    [one] 1 autre
   *[other] { $count } autres
 }
flow-more = { $count ->
    [one] et 1 de plus
   *[other] et { $count } de plus
 }
flow-initiatives = { $count ->
    [one] { $count } initiative
   *[other] { $count } initiatives
 }
flow-with = { $count ->
    [one] { $count } comptée
   *[other] { $count } comptées
 }
flow-whole = { $sum } ({ $kind }) dans { $count ->
    [one] { $count } initiative
   *[other] { $count } initiatives
 }
flow-other = { $count ->
    [one] { $count } en autre devise
   *[other] { $count } en autres devises
 }
flow-filtered = { $count ->
    [one] { $count } filtrée
   *[other] { $count } filtrées
 }
flow-total = { $sum } dans { $count ->
    [one] { $count } initiative
   *[other] { $count } initiatives
 }
flow-unit-count = Initiatives
flow-said = { $name } : { $number } ({ $initiatives })
flow-said-others = { $name } : { $number }
flow-no-funder = ceux qui sont montrés participent : cela ne dit pas qui paie
flow-once = chaque montant compté une fois
flow-joint = { $count ->
    [one] { $count } initiative de plusieurs ensemble, faute de parts dans le fichier
   *[other] { $count } initiatives de plusieurs ensemble, faute de parts dans le fichier
 }
flow-look = Vue
flow-mode-diagram = Flux
flow-mode-ranking = Classement
flow-mode-table = Tableau
flow-by-money = Par montant
flow-by-count = Par nombre d’initiatives
flow-add = Une colonne de plus après celle-ci
flow-remove = Sans cette colonne
flow-canvas = Flux : { $total }
flow-other-known = Ce qui passe le filtre n’a pas de montant en { $name }, mais en { $other }.
flow-count-other = Compter { $name }
flow-no-money = Aucun montant n’est connu de ce qui passe le filtre.
flow-count-instead = Compter plutôt les initiatives
flow-no-role = Personne n’est nommé dans ce rôle.
flow-ranked = { $name } : { $unit }
flow-ranked-note = Ce que plusieurs font ensemble compte ici en entier pour chacun.
flow-column-from = De
flow-column-to = Vers
flow-part = { $with } sur { $count ->
    [one] { $count } initiative
   *[other] { $count } initiatives
 }
flow-column-step = Passage
