problems-title = Problèmes
problems-question = Qu’est-ce qui est douteux dans le fichier ?
problems-none = Aucun problème trouvé.
problems-count = { $count ->
    [one] { $count } problème
   *[other] { $count } problèmes
 }
problems-notices = { $count ->
    [one] { $count } remarque
   *[other] { $count } remarques
 }
problems-file = fichier entier
problems-warning = avertissement
problems-notice = remarque
problems-shown = Les { $shown } premiers sur { $total } sont listés
problems-fix-all = { $count ->
    [one] En corriger { $count } sans risque
   *[other] En corriger { $count } sans risque
 }
problems-duplicates = Doublons probables
problems-duplicates-look = Chercher des doublons
kind-of-object = un objet
kind-of-text = un texte
kind-of-null = null
kind-of-number = un nombre
kind-of-boolean = oui ou non
kind-of-list = une liste
kind-of-none = absent
kind-of-value = une valeur seule
place-member = { $name } : { $member }
record-unnamed = { $kind } sans nom
