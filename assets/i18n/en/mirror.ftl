mirror-title = Mirror
mirror-question = Do they say the same thing?
mirror-empty = No two parties speak of a sector in this dataset.
mirror-nothing = Neither side says anything under this filter.
mirror-side = { $name } speaks on this side
mirror-contradiction = contradiction
mirror-disputed = a statement is disputed
mirror-most = the two parties that say most
mirror-pin = pin two parties to choose others
mirror-pinned = the two pinned parties
mirror-others = { $count ->
    [one] { $count } statement by others or about no sector
   *[other] { $count } statements by others or about no sector
 }
mirror-both = both speak
mirror-one = one speaks
mirror-outside = the rest is filtered out
mirror-silence = silence
mirror-note = Statements made for each side, or by those in its offices; pin two parties to put them side by side. Contradiction: one supports what the other opposes. Disputed: so says the review of a statement.
mirror-joint = { $count ->
    [one] { $count } joint statement counts on both sides
   *[other] { $count } joint statements count on both sides
 }
mirror-several = { $count ->
    [one] { $count } on several sectors counts in each
   *[other] { $count } on several sectors count in each
 }
