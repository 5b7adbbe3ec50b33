query-no-money = Le fichier ne contient aucun montant : compter plutôt statements, initiatives, institutions ou links
query-no-currency = Aucun montant n’est en { $found } : écrire l’un de { $all }
query-no-flow = Aucun montant n’est de nature { $found } : écrire l’une de { $all }
query-no-rows = { $name } n’a pas de valeurs à compter : choisir une autre dimension
cli-view = « { $found } » n’est pas une façon de montrer un panneau : écrire par exemple measure=initiatives, sectors=treemap, network=matrix, quotes=speaker ou timeline=table
query-no-role = Personne ne participe comme { $found } : écrire l’un de { $all }
query-role-of-what = Les rôles sont ceux des institutions, parties et personnes dans les initiatives : ajouter --by institution et --measure initiatives ou amount
query-years = Ce qui s’étend sur plusieurs années compte dans chacune.
query-no-rates = Aucun montant ne peut être converti en { $code } : le fichier ne donne aucun taux de change qui y mène
