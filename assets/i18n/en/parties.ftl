parties-title = Parties
parties-question = What does each side bring?
parties-empty = No party in this dataset.
parties-initiatives = Initiatives, its own or its institutions’
parties-brings = Funds
parties-brings-of = Funds ({ $name })
parties-institutions = Institutions
parties-says = Says
parties-told = Spoken of
parties-note = A joint initiative counts in full for each party. Funds: initiatives it funds itself or through its institutions.
parties-nothing = The filter lets no party through.
bars-hidden = { $count ->
    [one] one more column in a wider panel
   *[other] { $count } more columns in a wider panel
}
parties-order = by the first column, largest first · each kind of number has a scale of its own
parties-unsourced = dashed: without a source of its own
