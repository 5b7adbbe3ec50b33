quotes-of-kind = Filtrer par : { $name }
quotes-title = Déclarations
quotes-question = Qui dit quoi ?
quotes-empty = Aucune déclaration dans ce jeu de données.
quotes-nothing = Aucune déclaration ne répond au filtre.
quotes-more = En montrer { $count } de plus
quotes-direct = citation directe
quotes-reported = déclaration rapportée
quotes-mixed = en partie cité
quotes-editorial = éditorial
quotes-document = document
quotes-unclear = auteur incertain
quotes-implicit = auteur implicite
quotes-collective = dit en commun
quotes-paragraph = § { $n }
quotes-page = p. { $n }
quotes-row = ligne { $n }
quotes-part-body = texte
quotes-part-title = titre
quotes-part-heading = intertitre
quotes-part-caption = légende
quotes-part-table = tableau
quotes-part-footnote = note
quotes-no-source = pas encore de source
quotes-translation = traduction
quotes-probably-translated = sans doute déjà une traduction
quotes-original = Original ({ $lang })
quotes-open-source = Ouvrir { $host } dans le navigateur
quotes-speaker = Filtrer par auteur { $name }
quotes-sector = Filtrer par secteur { $name }
quotes-unknown-speaker = Auteur non nommé
quotes-inferred = déduit
quotes-implied = implicite
quotes-calculated = calculé
quotes-group = Regrouper : { $name }
quotes-group-none = Sans groupe
quotes-group-speaker = Par orateur
quotes-group-sector = Par secteur
quotes-group-source = Par source
quotes-search = Chercher des mots
quotes-copy = Copier avec la source
quotes-paraphrase = paraphrase
quotes-direct-translated = citation, traduite
quotes-direct-paraphrased = citation, paraphrasée
quotes-direct-missing = citation sans ses mots exacts
quotes-exact = Mots exacts ({ $lang })
mark-date = { $basis ->
    [inferred] date déduite de { $source }
    [implied] date suggérée par { $source }
    [calculated] date calculée d’après { $source }
   *[other] date tirée de { $source }
}
mark-place = { $basis ->
    [inferred] lieu déduit de { $source }
    [implied] lieu suggéré par { $source }
    [calculated] lieu calculé d’après { $source }
   *[other] lieu tiré de { $source }
}
mark-office = { $basis ->
    [inferred] fonction déduite de { $source }
    [implied] fonction suggérée par { $source }
    [calculated] fonction calculée d’après { $source }
   *[other] fonction tirée de { $source }
}
mark-member = { $basis ->
    [inferred] déduit de { $source }
    [implied] suggéré par { $source }
    [calculated] calculé d’après { $source }
   *[other] tiré de { $source }
}
mark-none = sans source
mark-none-said = La fiche nomme une source, mais pas pour ceci
mark-published = publié le { $date }
mark-published-said = On ne sait pas quel jour cela a été dit : c’est placé au jour où la source a paru
mark-outside = d’après une autre source : { $said }
quotes-about = De { $name } ou à son sujet
quotes-others = Autres
quotes-on = Au sujet de { $name }
