timeline-title = Chronologie
timeline-question = Quand ?
timeline-empty = Aucun enregistrement daté dans ce jeu de données.
timeline-events = Événements
timeline-statements = Déclarations
timeline-initiatives = Initiatives
timeline-links = Liens
timeline-year = Année { $year }, { $count ->
    [one] { $count } enregistrement
   *[other] { $count } enregistrements
 }
timeline-undated = { $count ->
    [one] { $count } enregistrement sans date
   *[other] { $count } enregistrements sans date
 }
timeline-plot = Chronologie de { $from } à { $to }
timeline-by-year = Trop nombreux pour être dessinés un à un : comptés par année
timeline-all = Tout montrer
timeline-nothing = Le filtre ne laisse passer aucun enregistrement daté.
timeline-key-published = ◇ paru
timeline-key-inferred = ○ date non dite
