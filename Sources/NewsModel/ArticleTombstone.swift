extension Article {
  /// What is left of an article that was forgotten: that it was there, who wanted it gone, and by what the same
  /// again is known. A line of `order/forgotten.tsv`, so that no rebuild and no older backup brings it back.
  package struct Tombstone: Hashable, Sendable {
    /// Why it was forgotten.
    package enum Cause: String, Sendable {
      /// A person asked for it.
      case person
      /// It was older than the configuration keeps.
      case age
    }
    package var article: ArticleID
    package var deposit: DepositID
    /// Who had published it.
    package var source: String
    /// Its story and its verdict as they stood then.
    package var story: StoryID
    package var verdict: Verdict
    package var of: ArticleID?
    /// The keys of its identity: secret hashes, from which no text can be read.
    package var item: Int64
    package var edition: Int64
    /// The first article of its story that stays, where that came after it: in a rebuild it opens the story, under
    /// the number that the story has.
    package var heir: ArticleID?
    package var forgotten: Forgotten

    /// When, by whom and why.
    package struct Forgotten: Hashable, Sendable {
      package var time: Timestamp
      /// A login, or `uid:1000`; `retention` when it went by its age.
      package var user: String
      package var cause: Cause

      package init(time: Timestamp, user: String, cause: Cause) {
        self.time = time
        self.user = user
        self.cause = cause
      }
    }

    package init(
      article: ArticleID, deposit: DepositID, source: String, story: StoryID, verdict: Verdict,
      of: ArticleID?,
      item: Int64, edition: Int64, heir: ArticleID?, forgotten: Forgotten
    ) {
      self.article = article
      self.deposit = deposit
      self.source = source
      self.story = story
      self.verdict = verdict
      self.of = of
      self.item = item
      self.edition = edition
      self.heir = heir
      self.forgotten = forgotten
    }
  }
}
