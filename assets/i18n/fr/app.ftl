app-name = Cooperama
menu-file = Fichier
menu-view = Affichage
menu-present = Présentation
menu-asking = Filtre et sélection
menu-panels = Panneaux et disposition
menu-size = Taille et écran
menu-help = Aide
menu-recent = Fichiers récents
menu-recent-none = Aucun fichier récent
menu-recent-forget = Oublier ces fichiers
menu-recent-missing = { $name } (introuvable)
menu-language = Langue
menu-theme = Thème
menu-system = Comme le système
theme-light = Clair
theme-dark = Sombre
hint-open = Ouvrir votre fichier
hint-close = Fermer cette ligne
filter-none = Tout est montré
filter-clear = Tout effacer
filter-remove = Retirer { $name } du filtre
count-of = { $selected } sur { $total }
count-statements = { $selected ->
    [one] { $selected } déclaration
   *[other] { $selected } déclarations
 } sur { $total }
count-institutions = { $selected ->
    [one] { $selected } institution
   *[other] { $selected } institutions
 } sur { $total }
count-initiatives = { $selected ->
    [one] { $selected } initiative
   *[other] { $selected } initiatives
 } sur { $total }
total-statements = { $total ->
    [one] { $total } déclaration
   *[other] { $total } déclarations
}
total-institutions = { $total ->
    [one] { $total } institution
   *[other] { $total } institutions
 }
total-initiatives = { $total ->
    [one] { $total } initiative
   *[other] { $total } initiatives
 }
total-sectors = { $total ->
    [one] { $total } secteur
   *[other] { $total } secteurs
 }
total-people = { $total ->
    [one] { $total } personne
   *[other] { $total } personnes
 }
count-people = { $selected ->
    [one] { $selected } personne
   *[other] { $selected } personnes
 } sur { $total }
count-links = { $selected ->
    [one] { $selected } lien
   *[other] { $selected } liens
 } sur { $total }
total-links = { $total ->
    [one] { $total } lien
   *[other] { $total } liens
 }
count-sectors = { $selected ->
    [one] { $selected } secteur
   *[other] { $selected } secteurs
 } sur { $total }
count-parties = { $selected ->
    [one] { $selected } partie
   *[other] { $selected } parties
 } sur { $total }
total-parties = { $total ->
    [one] { $total } partie
   *[other] { $total } parties
 }
count-sources = { $selected ->
    [one] { $selected } source
   *[other] { $selected } sources
 } sur { $total }
total-sources = { $total ->
    [one] { $total } source
   *[other] { $total } sources
 }
count-nodes = { $selected ->
    [one] { $selected } nœud
   *[other] { $selected } nœuds
 } sur { $total }
total-nodes = { $total ->
    [one] { $total } nœud
   *[other] { $total } nœuds
 }
count-dated = { $selected ->
    [one] { $selected } fait daté
   *[other] { $selected } faits datés
 } sur { $total }
total-dated = { $total ->
    [one] { $total } fait daté
   *[other] { $total } faits datés
 }
bare = sans source propre : { $what }
named = { $name } : { $what }
panel-reduce = Réduire le panneau
column-unnamed = non nommé
status-no-problem = Aucun problème
status-opening = Ouverture de { $name }
status-cancel = Annuler
status-language = Passer à l’anglais
status-language-short = FR
status-read-only-newer = Lecture seule : format plus récent
status-read-only-recovered = Récupéré : enregistrez une copie
status-exported = Image écrite dans { $path }
status-saved = Copie enregistrée sous { $path }
example-name = exemple fourni
untitled = Jeu de données sans titre
read-only-newer = Le fichier est d’une version plus récente du format : on peut le regarder, non le modifier
read-only-recovered = Il n’y a ici que les fiches complètes d’un fichier abîmé : enregistrez une copie ; le fichier abîmé reste tel quel
message-open-failed = { $name } ne peut pas être ouvert
message-keep = Ce qui était ouvert le reste.
message-close = Fermer
message-other = Ouvrir un autre fichier…
message-recover = { $count ->
    [one] Récupérer { $count } fiche complète
   *[other] Récupérer { $count } fiches complètes
 }
message-encoding = Lire en Windows-1252
message-export-failed = L’image n’a pas été écrite
path-open-title = Ouvrir un jeu de données
path-save-title = Enregistrer une copie
path-export-title = Exporter la vue en image
path-label = Chemin du fichier
path-waiting = La boîte de dialogue du système ne paraît pas ? Tapez ou collez le chemin ici.
path-hint-export = Le nom finit par un de { $endings }
path-open = Ouvrir
path-save = Enregistrer
path-cancel = Annuler
dialog-filter = Jeux de données de coopération
dialog-picture = Images
about-version = Version { $version }
about-text = Voir qui coopère avec qui, sur quoi, par quelles institutions, et qui l’a dit, avec la source.
about-licence = MIT ou Apache-2.0. Polices : Inter et Source Serif 4, SIL Open Font License 1.1.
about-copy = Copier
shortcuts-title = Raccourcis clavier
shortcuts-tab = Tab
shortcuts-tab-text = Commande suivante
drop-here = Déposez le fichier pour l’ouvrir
panel-hidden-all = Tous les panneaux sont masqués.
panel-show-all = Rétablir la disposition
shortcuts-click = Clic
shortcuts-click-text = Sélectionner
shortcuts-double = Entrée, double clic
shortcuts-double-text = Filtrer
shortcuts-shift = Maj, Alt et clic
shortcuts-shift-text = Ajouter au filtre, exclure
shortcuts-steps = 1–9, 0
shortcuts-steps-text = À tant de pas ; tout
shortcuts-arrows = Flèches
shortcuts-arrows-text = Contrôle, nœud ou ligne suivant
status-filter-back = Le filtre que vous aviez laissé est revenu
path-instead = Saisir plutôt un chemin
hint-filter = Que dit-on des finances ?
hint-evidence = Sur quoi repose la banque ?
hint-compare = Comparer Chine et Kazakhstan
