timeline-title = Chronologie
timeline-question = Quand ?
timeline-empty = Aucune fiche datée dans ce jeu de données.
timeline-events = Événements
timeline-statements = Déclarations
timeline-initiatives = Initiatives
timeline-links = Liens
timeline-year = Année { $year }, { $count ->
    [one] { $count } fiche
   *[other] { $count } fiches
 }
timeline-undated = { $count ->
    [one] { $count } fiche sans date
   *[other] { $count } fiches sans date
 }
timeline-plot = Chronologie de { $from } à { $to }
timeline-by-year = comptés dans chaque année qu’ils touchent
timeline-after = jusqu’en { $year }
timeline-before = depuis { $year }
timeline-fringe = Moins d’un pour cent se trouve au-delà des années montrées. Les montrer toutes
timeline-shown-to = jusqu’en { $last } ; moins d’un pour cent se trouve au-delà, jusqu’en { $year }
timeline-all = Tout montrer
timeline-nothing = Le filtre ne laisse passer aucune fiche datée.
timeline-key-published = ◇ paru
timeline-key-doubtful = pâle : douteuse
timeline-key-open = trait mince : sans terme connu
timeline-key-bar = barre : toute la durée, ou un moment
timeline-key-inferred = ○, double trait : date déduite, ou dite ailleurs
timeline-money = { $name }, par année
timeline-money-undated = { $sum } sans année connue
timeline-money-year = { $year } : { $sum }
timeline-money-filter = L’argent compte dans l’année de sa date ; un filtre par année prend aussi ce qui la traverse.
timeline-key-disputed = « ? » : contesté
timeline-key-years = colonnes : combien touchent chaque année ; nommées : les plus importantes
timeline-key-months = colonnes : combien touchent chaque mois ; nommées : les plus importantes
timeline-key-days = colonnes : combien touchent chaque jour ; nommées : les plus importantes
timeline-counted = { $what }, { $when } : { $total }
timeline-counted-of = { $what }, { $when } : { $selected } sur { $total }
timeline-made = { "" } : { $sum }
