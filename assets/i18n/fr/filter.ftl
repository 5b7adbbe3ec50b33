dim-sector = Secteur
dim-party = Partie concernée
dim-institution = Institution
dim-role = Rôle
dim-person = Personne
dim-speaker = Orateur
dim-voice = Au nom de
dim-initiative = Initiative
dim-kind = Nature
dim-status = Statut
dim-statement = Nature de la déclaration
dim-link = Lien
dim-source = Source
dim-scope = Champ
dim-review = Relecture
dim-year = Quand
dim-text = Texte
chip = { $dim } : { $name }
chip-but = tout sauf { $name }
value-none = aucun
filter-write = Écrire le filtre
filter-invert = Tout sauf ceux-ci
filter-include = Seulement ceux-ci
filter-copy = Copier le filtre en texte
filter-chip-hint = Cliquer pour retirer ; clic droit pour la suite
form-label = Filtre en texte
form-hint = sector=… party!=… year=2013..2015 text="…"
form-apply = Appliquer
form-dimension = « { $found } » au caractère { $at } n’est pas une dimension : écrire sector, party, institution, role, person, speaker, voice, initiative, kind, status, statement, link, source, scope, review, year ou text
form-value = « { $found } » au caractère { $at } n’est pas une valeur de { $name } dans ce jeu de données : écrire un identifiant ou un libellé entier du fichier
form-empty = Il manque une valeur de { $name } au caractère { $at } : l’écrire après le signe, ou retirer la dimension
form-quote = Le guillemet au caractère { $at } n’est pas fermé : ajouter un " à la fin
form-period = « { $found } » au caractère { $at } n’est pas une période : écrire par exemple 2013, 2013-05, 2013..2015 ou 2013..
form-twice = { $name } figure deux fois, encore au caractère { $at } : réunir ses valeurs avec des virgules
do-filter = Filtrer
do-add = Ajouter au filtre
do-says = Filtrer par ce qu’elle déclare
do-exclude = Tout sauf cela
do-evidence = Montrer les preuves
do-pin-short = Épingler
do-pin = Épingler pour comparer
do-unpin = Détacher
do-unpin-all = Tout détacher
do-copy = Copier son nom
do-open-source = Ouvrir dans le navigateur
do-hint = Cliquer pour sélectionner, double-cliquer pour filtrer ; Maj ajoute, Alt exclut
panel-frozen = Figé
panel-thaw = Laisser le panneau suivre
panel-clear = Effacer le filtre
panel-foot = { $shown ->
    [one] { $shown } affiché
   *[other] { $shown } affichés
 } + { $out ->
    [one] { $out } écarté
   *[other] { $out } écartés
 } = { $total }
panel-foot-without = { $shown ->
    [one] { $shown } affiché
   *[other] { $shown } affichés
 } + { $out ->
    [one] { $out } écarté
   *[other] { $out } écartés
 } + { $without ->
    [one] { $without } non classé
   *[other] { $without } non classés
 } = { $total }
sentence = { $text }.
sentence-and = { " ; " }
sentence-year = En { $from }, { $what }
sentence-years = Entre { $from } et { $to }, { $what }
sentence-sector = { $name } : { $count } sur { $of }
sentence-copy = Cliquer pour copier
palette-open = Chercher ou faire…
palette-field = Commande, fiche ou valeur
palette-none = Rien ne porte ce nom
palette-hint = Entrée exécute ou filtre ; Maj ajoute, Alt exclut
palette-command = commande
palette-panel = panneau
palette-measure = mesure
palette-file = fichier récent
palette-sort = Ordre des secteurs
palette-color = Couleurs du réseau
palette-size = Tailles dans le réseau
palette-communities = Communautés
switch-on = montrées
switch-off = masquées
mode-bars = Barres
mode-areas = Aires
mode-treemap = Aires
mode-table = Tableau
mode-graph = Réseau
mode-whole = Réseau entier
mode-matrix = Matrice
mode-spans = Frise
sort-file = Ordre du fichier
sort-value = Plus grands d’abord
sort-name = Par nom
sort-auto = Comme dans le fichier, sinon les plus grands d’abord
measure-choose = Compté : { $name }
measure-statements = Déclarations
measure-initiatives = Initiatives
measure-institutions = Institutions
measure-links = Liens
measure-events = Événements
measure-money = Montants ({ $name })
money-of = { $selected } sur { $total }
money-without = { $count ->
    [one] { $count } sans montant
   *[other] { $count } sans montant
 }
money-without-counted = { $count } sans montant compté
money-not-added = { $count ->
    [one] { $count } montant en autre devise non additionné
   *[other] { $count } montants en autre devise non additionnés
 }
money-beside = { $count ->
    [one] { $count } montant en autre devise non additionné, à côté d’un montant compté
   *[other] { $count } montants en autre devise non additionnés, à côté de montants comptés
 }
money-in-links = non compté ici, dans des liens : { $list }
money-of-kind = { $sum } ({ $kind })
money-approximate = { $count ->
    [one] { $count } montant approximatif
   *[other] { $count } montants approximatifs
 }
amount-unknown = n.d.
money-unknown = n.d. ({ $count } sans montant)
money-of-links = { $name } (liens)
money-unreadable = { $count ->
    [one] 1 montant illisible
   *[other] { $count } montants illisibles
}
money-split = { $count ->
    [one] { $count } partagé à parts égales faute de parts
   *[other] { $count } partagés à parts égales faute de parts
 }
column-selected = Sélection
column-total = Total
column-name = Nom
column-parties = Parties
column-sector = Secteur
column-years = Années
column-amount = Montant
column-amount-of = Montant ({ $name })
column-what = Nature
column-when = Quand
column-from = De
column-to = À
column-tie = Lien
record-parties = partie
record-people = personne
record-institutions = institution
record-sectors = secteur
record-initiatives = initiative
record-links = lien
record-statements = déclaration
record-events = événement
record-sources = source
initiative-status-proposed = proposée
initiative-status-pipeline = en préparation
initiative-status-implementation = en cours
initiative-status-finalisation = en clôture
initiative-status-completed = achevée
initiative-status-cancelled = annulée
initiative-status-suspended = suspendue
initiative-status-unknown = inconnu
scope-core = cœur
scope-context = contexte
review-draft = brouillon
review-checked = vérifié
review-disputed = contesté
review-rejected = rejeté
filter-add = + Filtre
filter-any = Toute valeur
filter-counts = Nombres de : { $name }, sous le filtre, cette dimension mise à part.
measure-no-rates = Le fichier ne donne pas de taux de change : chaque devise est comptée à part.
column-funders = Bailleurs
column-stage = Étape
column-billions = Md { $code }
column-millions = M { $code }
column-thousands = milliers { $code }
column-choose = Colonnes
column-room = Plus il y a de place, plus on en montre.
column-said = { $name } : { $value }
column-constant-unnamed = { $name } : aucun nommé
column-constant = { $name } : { $value } partout
column-nothing = rien
mode-years = Par année
mode-auto = Selon ce qui est compté
money-other-kind = { $count ->
    [one] { $count } avec de l’argent d’une autre nature seulement
   *[other] { $count } avec de l’argent d’une autre nature seulement
 }
money-converted = { $count ->
    [one] { $count } montant converti aux taux du fichier
   *[other] { $count } montants convertis aux taux du fichier
 }
money-by-rates = { $name }, converti aux taux du fichier
measure-convert = Convertir les autres devises aux taux du fichier
measure-convert-not = Ne pas convertir les autres devises
measure-more-rates = { $count ->
    [one] et un autre taux
   *[other] et { $count } autres taux
 }
measure-rates-elsewhere = Aucun taux de change du fichier ne mène à cette devise.
filter-kept = Le filtre est retenu : la demande suivante lui est comparée dans l’inspecteur.
panel-room = { $shown } sur { $total } ont la place ici
