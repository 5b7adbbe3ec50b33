problems-title = Problems
problems-question = What is doubtful in the file?
problems-none = No problem found.
problems-count = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
 }
problems-notices = { $count ->
    [one] { $count } notice
   *[other] { $count } notices
 }
problems-file = whole file
problems-warning = warning
problems-notice = notice
problems-shown = The first { $shown } of { $total } are listed
problems-fix-all = { $count ->
    [one] Mend { $count } safely
   *[other] Mend { $count } safely
 }
problems-duplicates = Likely duplicates
problems-duplicates-look = Look for duplicates
kind-of-object = an object
kind-of-text = a text
kind-of-null = null
kind-of-number = a number
kind-of-boolean = yes or no
kind-of-list = a list
kind-of-none = not there
kind-of-value = a single value
place-member = { $name }: { $member }
record-unnamed = { $kind } without a name
