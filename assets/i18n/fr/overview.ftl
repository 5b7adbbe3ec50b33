overview-title = Aperçu
overview-question = Qui, quand, sur quoi, pour combien ?
overview-who = Qui
overview-when = Quand
overview-what = Sur quoi
overview-through = Par qui
overview-together = à plusieurs : en entier pour chacun
overview-sources = Lu dans
overview-source-count = { $total ->
    [one] { $total } source
   *[other] { $total } sources
 }, de { $independent ->
    [one] { $independent } origine indépendante
   *[other] { $independent } origines indépendantes
 }
overview-counted-above = { $money }, non additionné : à côté d’un montant compté ci-dessus
overview-from-background = { $money }, d’une source d’appoint
overview-more = et { $count ->
    [one] { $count } autre
   *[other] { $count } autres
 }
overview-empty = Ce jeu de données ne contient encore aucune fiche.
overview-open-example = Ouvrir l’exemple
overview-held = En tout
overview-no-source = Aucune source n’est nommée.
overview-no-date = Aucune date n’est connue.
overview-part = { $selected } sur { $total }
overview-nothing = Le filtre ne laisse rien passer.
overview-source-open = Ouvrir la source chez { $host }
overview-source-scopes = { $total ->
    [one] { $total } source
   *[other] { $total } sources
 } : { $kind ->
    [article] { $own ->
        [one] { $own } article
       *[other] { $own } articles
     }
   *[other] { $own } en propre
 } et { $background } d’appoint, de { $independent ->
    [one] { $independent } origine indépendante
   *[other] { $independent } origines indépendantes
 }
overview-more-money = { $count ->
    [one] { $count } autre sorte de montants
   *[other] { $count } autres sortes de montants
 }
overview-money = Combien
overview-rest = { $count ->
    [one] { $count } autre ligne n’a pas la place ici
   *[other] { $count } autres lignes n’ont pas la place ici
 }
added = { $count ->
    [one] { $count } fait
   *[other] { $count } faits
 } sur { $total } de sources d’appoint seulement
added-all = de sources d’appoint seulement
