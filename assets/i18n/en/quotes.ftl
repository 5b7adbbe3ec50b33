quotes-of-kind = Filter by: { $name }
quotes-title = Statements
quotes-question = Who says what?
quotes-empty = No statement in this dataset.
quotes-nothing = No statement matches the filter.
quotes-more = Show { $count } more
quotes-direct = direct quotation
quotes-reported = reported
quotes-mixed = partly quoted
quotes-editorial = editorial
quotes-document = document
quotes-unclear = speaker unclear
quotes-implicit = speaker implied
quotes-collective = said jointly
quotes-paragraph = § { $n }
quotes-page = p. { $n }
quotes-row = row { $n }
quotes-part-body = text
quotes-part-title = title
quotes-part-heading = heading
quotes-part-caption = caption
quotes-part-table = table
quotes-part-footnote = footnote
quotes-no-source = no source yet
quotes-translation = translation
quotes-probably-translated = probably itself a translation
quotes-original = Original ({ $lang })
quotes-open-source = Open { $host } in the browser
quotes-speaker = Filter by speaker { $name }
quotes-sector = Filter by sector { $name }
quotes-unknown-speaker = Speaker not named
quotes-inferred = inferred
quotes-implied = implied
quotes-calculated = calculated
quotes-group = Together by: { $name }
quotes-group-none = Ungrouped
quotes-group-speaker = By speaker
quotes-group-sector = By sector
quotes-group-source = By source
quotes-search = Search the words
quotes-copy = Copy with source
quotes-paraphrase = paraphrase
quotes-direct-translated = quotation, translated
quotes-direct-paraphrased = quotation, paraphrased
quotes-direct-missing = quotation without its exact words
quotes-exact = Exact words ({ $lang })
mark-date = { $basis ->
    [inferred] date inferred from { $source }
    [implied] date implied by { $source }
    [calculated] date calculated from { $source }
   *[other] date from { $source }
}
mark-place = { $basis ->
    [inferred] place inferred from { $source }
    [implied] place implied by { $source }
    [calculated] place calculated from { $source }
   *[other] place from { $source }
}
mark-office = { $basis ->
    [inferred] office inferred from { $source }
    [implied] office implied by { $source }
    [calculated] office calculated from { $source }
   *[other] office from { $source }
}
mark-member = { $basis ->
    [inferred] inferred from { $source }
    [implied] implied by { $source }
    [calculated] calculated from { $source }
   *[other] from { $source }
}
mark-none = no source
mark-none-said = The record names a source, but not for this
mark-published = published { $date }
mark-published-said = No day is known on which this was said: it stands at the day its source was published
mark-outside = from another source: { $said }
quotes-about = By or about { $name }
quotes-others = Others
quotes-on = About { $name }
