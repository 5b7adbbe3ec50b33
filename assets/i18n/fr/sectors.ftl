sectors-title = Secteurs
sectors-question = Sur quoi ?
sectors-measure-statements = Propos
sectors-measure-initiatives = Initiatives
sectors-measure-links = Liens
sectors-key = plein = sélection, pâle = total
sectors-none = Sans secteur
sectors-empty = Aucun secteur dans ce jeu de données.
sectors-nothing = Rien dans les secteurs ne répond au filtre.
sectors-clear = Effacer le filtre
sectors-expand = Montrer ce que contient { $name }
sectors-collapse = Masquer ce que contient { $name }
sectors-bar = { $name } : { $selected } sur { $total }
sectors-hint = Cliquer pour filtrer ; avec Maj, ajouter au filtre
sectors-foot = { $shown } montrés + { $out } filtrés = { $total }
sectors-foot-note = Un enregistrement de plusieurs secteurs compte dans chacun.
