query-no-money = The file holds no amount: count statements, initiatives, institutions or links instead
query-no-currency = No amount is in { $found }: write one of { $all }
query-no-flow = No amount is a { $found }: write one of { $all }
query-no-rows = { $name } has no values to count by: choose another dimension
cli-view = “{ $found }” is no way to show a panel: write for example measure=initiatives, sectors=treemap, network=matrix, quotes=speaker or timeline=table
query-no-role = Nobody takes part as { $found }: write one of { $all }
query-role-of-what = Roles are those of institutions, parties and people in initiatives: add --by institution and --measure initiatives or amount
query-years = What spans several years counts in each of them.
query-no-rates = No amount can be converted to { $code }: the file gives no exchange rate that leads there
