/// One news item after decoding, whatever the wire format was. Field names follow IPTC ninjs.
package struct Article: Hashable, Sendable {
  /// The provider's own identifier (`guid`, `atom:id`, NITF `doc-id`, NewsML-G2 `guid`).
  package var uri: String?
  /// The provider's version of that item; compared as a number when both are numbers.
  package var version: String?
  /// One line; may be empty only while `headlineIsDerived` is false.
  package var headline: String
  /// True when the copy had no headline and this is its first sentence: then it is shown, but not
  /// matched a second time.
  package var headlineIsDerived: Bool
  package var byline: String?
  /// Plain text, paragraphs divided by one line feed; never empty.
  package var body: String
  /// The provider's time; nil when the source gives none or a malformed one.
  package var published: Timestamp?
  /// When the provider last changed it; nil as above.
  package var updated: Timestamp?
  /// What may be done with it, as its provider says.
  package var status: Status
  /// When an embargoed article may be published; nil when its provider names no time.
  package var embargo: Timestamp?
  package var facts: Facts
  /// BCP 47, lower case (`en`, `pt-br`); nil when unknown.
  package var language: String?
  /// Who published it, as the copy says; nil when it does not. The deposit's source stands in.
  package var source: String?
  /// http or https only.
  package var url: String?
  /// The decoder's name: `text`, `json`, `jsonl` …
  package var format: String
  /// Where in the deposit it stood, for people: `a.jsonl.gz › line 3`; empty for a whole file.
  package var locator: String

  package init(
    uri: String? = nil, version: String? = nil, headline: String, headlineIsDerived: Bool = false,
    byline: String? = nil, body: String, published: Timestamp? = nil, updated: Timestamp? = nil,
    status: Status = .usable, embargo: Timestamp? = nil, facts: Facts = Facts(),
    language: String? = nil, source: String? = nil, url: String? = nil, format: String,
    locator: String = ""
  ) {
    self.uri = uri
    self.version = version
    self.headline = headline
    self.headlineIsDerived = headlineIsDerived
    self.byline = byline
    self.body = body
    self.published = published
    self.updated = updated
    self.status = status
    self.embargo = embargo
    self.facts = facts
    self.language = language
    self.source = source
    self.url = url
    self.format = format
    self.locator = locator
  }

  /// What copies are recognised by: the headline, unless it was derived from the body, and the body.
  package var matchedText: String {
    headlineIsDerived || headline.isEmpty ? body : headline + "\n" + body
  }
}
