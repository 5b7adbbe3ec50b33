initiatives-title = Initiatives
initiatives-question = Que fait-on ?
initiatives-empty = Aucune initiative dans ce jeu de données.
initiatives-nothing = Aucune initiative ne répond au filtre.
initiatives-by-amount = par montant ({ $name }), les plus grands d’abord
