/// The numbers of docs/stories.md: found on the development streams, where every change is
/// judged by the mean B-cubed F1 over families.
package enum StoryRules {
  /// Points an article needs to join, and to be shown as related.
  package static let joinScore = 5.4
  static let relatedScore = 3.0
  /// Of these, points that must come from words that are neither geography nor figures: countries
  /// always match, and users of such tools were shown stories of 17 to 43 unrelated articles for
  /// that reason. On the development streams it decides next to nothing (means of .891, .891, .893
  /// and .890 at 0, 2.5, 3 and 4, of the unchanged method A); without it the tests' four events in
  /// Japan and South Korea are one story.
  package static let subjectScore = 2.2

  /// Points for a cosine of 1 with the story's centre, and with its nearest member.
  static let centrePoints = 10.0
  static let memberPoints = 10.0
  /// Points lost: this times ln(1 + days of silence beyond the first).
  static let gapPoints = 3.0
  /// Of what countries and figures give beyond so many points, this part does not count.
  static let wherePoints = 2.2
  static let wherePart = 0.5
  /// A story that was silent for longer takes nobody in.
  static let gapLimitDays = 14

  /// What the live counts weigh against the shipped prior, in articles.
  static let priorArticles = 400.0
  /// The highest idf; reached by a term that one article in 22,000 holds.
  static let idfLimit = 10.0

  /// A term of the headline weighs this much more: what the writer holds the event to be. With the
  /// figures (`TermToken.Kind`) and 5.4 points to join instead of 5, the development mean went from
  /// .893 to .906. The numbers were chosen on those same streams, among about a hundred trials, and
  /// steps under .01 are noise: expect less of it elsewhere.
  static let headlineFactor = 1.6

  /// Cited stories that an article is scored against beside its candidates: each may have to be read
  /// from the store.
  static let citedLimit = 4

  /// A story keeps its first member and the latest ones, this many together.
  static let memberLimit = 8
  /// The heaviest terms of an article that are kept.
  static let vectorTermLimit = 384
  /// The heaviest terms that look for candidates, and those by which a member is found.
  static let queryTermCount = 24
  static let postedTermCount = 34
  /// Members looked at for one term, the latest first.
  static let postingsLimit = 256
  /// Stories that are scored in full.
  static let candidateLimit = 16

  /// What the members of all open stories may weigh: a term counts 1, a member 64 more. 20,000
  /// stories of one article of 3 KB weigh 5.7 million and take 42 MiB (measured); the bound is
  /// 45 MiB (computed from that), its part of P8 (docs/decisions/0006-memory.md).
  static let weightLimit = 6_000_000
  static let memberWeight = 64

  /// Terms counted before all counts are halved: 3/4 of 2^19.
  static let countedTermLimit = 393_216
  /// Admissions from one checkpoint to the next, a multiple of `borderInterval`: 1.7 MB are written each time, and a start counts anew
  /// what came after it, 5 µs an article.
  static let checkpointInterval: UInt64 = 4096
  /// Most admissions from one border of the counts to the next.
  static let borderInterval: UInt64 = 256

  /// An article that still stands alone in its story is scored once more when so many came after it:
  /// then the words of its event are known to the stream, and others may have told of it.
  /// Development mean: .906 without, .910, .912, .909, .909 after 64, 100, 150 and 200. With 5.0
  /// points instead of 5.4 it is .003 higher each time; not taken, one threshold is enough.
  static let secondLookDelay: UInt64 = 100
  /// Terms hold their text, so a longer one is not kept for a second look: 100 of them would be
  /// gigabytes. At worst 6 MiB so (P8).
  static let secondLookTextBytes = 65_536

  // Names, places, headlines: docs/stories.md says what each is for, decision 20 what was measured.

  /// Names that a member keeps.
  static let nameLimit = 40
  /// Pairs of terms side by side that a member keeps.
  static let pairLimit = 24
  /// Points under which no correction can bring an article into a story, or near it.
  static let weighedScore = 1.4
  /// Points that one entity may give: the rest must come from elsewhere.
  static let entityPoints = 3.75
  /// The same of another day: who was in the news yesterday is in it today, for something else.
  static let entityPointsOtherDay = 3.0
  /// The same where no day is known: rare names in common win nothing back there.
  static let entityPointsUndated = 5.5
  /// Where it gives more and words beside the names give less than this, all names together may give no
  /// more: who and where, and not a word of what. Not asked where no day is known: it cost .0016 there.
  static let wordPoints = 0.4
  /// A lede whose names weigh less is not known.
  static let knownLedeIdf = 3.0
  /// Share of a lede's names that must stand in the other text, lest they conflict.
  static let sharedLede = 0.2
  static let sharedLedeOfPlaces = 0.35
  /// Rare names in common that weigh so much outweigh two towns.
  static let rarityOverPlaces = 0.8
  /// Points lost for a conflict, and the least part of all points: two reports in one form of words
  /// share nearly all of it.
  package static let conflictPoints = 5.0
  static let conflictPart = 0.65
  static let seriesPoints = 12.0
  /// Where terms of the headline and the first sentences give less than this part of the product with the nearest
  /// member, and no rare name of a lede is shared, texts have a footer in common. Of 369 right joins of ecb .7 % are below .1
  /// before names are asked, of 978 of the NeuS streams none below .37.
  static let ledePart = 0.1
  /// Points won for rare names in common: so many for each whole one beyond the first 0.4, at most 4.
  static let rarePoints = 6.0
  static let rareFrom = 0.4
  static let rarePointsLimit = 4.0
  /// Two at least, and something else in common, within so many days.
  static let rareEntity = 0.3
  static let rareEntityCount = 2
  static let rareRest = 0.02
  static let rareDays = 4
  /// On the same day one of a lede, and more in common besides.
  static let restBesideOne = 0.04
  /// idf at which a name begins to be rare and is wholly so.
  static let rareIdfEnglish = (from: 5.0, to: 8.0)
  static let rareIdf = (from: 4.0, to: 8.0)

  static let sharedTermLimit = 12
  static let relatedLimit = 8
}
