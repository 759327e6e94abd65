import NewsModel
import Testing

@testable import NewsFormats

@Suite("What wires say may be done with an item, and by what it is sorted")
struct WireStatusTests {
  private static let noon = Timestamp(rfc3339: "2026-11-23T12:00:00Z")

  private func article(_ document: String, _ name: String = "a.xml") throws -> Article {
    try #require(decode(document, as: name).articles.first)
  }

  @Test(
    "NewsML-G2 has a status, signals and an embargo",
    arguments: [
      ("", .usable, nil), ("<pubStatus qcode='stat:usable'/>", .usable, nil),
      ("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/withheld'/>", .withheld, nil),
      ("<pubStatus qcode='stat:canceled'/>", .cancelled, nil),
      ("<pubStatus qcode='stat:usable'/><signal qcode='sig:correction'/>", .corrected, nil),
      ("<pubStatus qcode='stat:usable'/><signal qcode='sig:update'/>", .usable, nil),
      ("<pubStatus qcode='stat:canceled'/><signal qcode='sig:correction'/>", .cancelled, nil),
      ("<embargoed>2026-11-23T13:00:00+01:00</embargoed>", .embargoed, noon),
      ("<embargoed/><pubStatus qcode='stat:usable'/>", .embargoed, nil),
    ] as [(String, Article.Status, Timestamp?)])
  func g2(item: String, status: Article.Status, embargo: Timestamp?) throws {
    let article = try article(NewsMLG2Tests.item(item: item))
    #expect(article.status == status)
    #expect(article.embargo == embargo)
  }

  @Test(
    "NewsML has a status, instructions and a change to come",
    arguments: [
      ("", .usable, nil), ("<Status FormalName='Usable'/>", .usable, nil),
      ("<Status FormalName='Canceled'/>", .cancelled, nil),
      ("<Status FormalName='Usable'/><Instruction FormalName='Update'/>", .usable, nil),
      ("<Status FormalName='Usable'/><Instruction FormalName='Rectify'/>", .corrected, nil),
      ("<Status FormalName='Usable'/><Instruction FormalName='Delete'/>", .cancelled, nil),
      (
        "<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>20261123T120000Z</DateAndTime></StatusWillChange>",
        .embargoed, noon
      ), ("<Status FormalName='Embargoed'/>", .embargoed, nil),
    ] as [(String, Article.Status, Timestamp?)])
  func newsML(management: String, status: Article.Status, embargo: Timestamp?) throws {
    let text = NewsMLTests.text("It is open.")
    let article = try article(NewsMLTests.document(text, management: management))
    #expect(article.status == status)
    #expect(article.embargo == embargo)
  }

  @Test(
    "ninjs has a status and an embargo",
    arguments: [
      (#""pubstatus": "usable""#, .usable, nil), (#""pubStatus": "withheld""#, .withheld, nil),
      (#""pubstatus": "canceled""#, .cancelled, nil), (#""ednote": "x""#, .usable, nil),
      (#""embargoed": "2026-11-23T12:00:00Z""#, .embargoed, noon),
      (#""pubstatus": "usable", "embargoed": "Tuesday noon""#, .embargoed, nil),
    ] as [(String, Article.Status, Timestamp?)])
  func ninjs(members: String, status: Article.Status, embargo: Timestamp?) throws {
    let object = #"{"uri": "urn:a", "body_text": "It is open.", \#(members)}"#
    let article = try article(object, "a.json")
    #expect(article.status == status)
    #expect(article.embargo == embargo)
  }

  @Test("a kill needs no text: what it says or names is its text")
  func kills() throws {
    let g2 =
      "<newsItem guid='urn:a'><itemMeta><pubStatus qcode='stat:canceled'/><edNote>Kill it.</edNote></itemMeta></newsItem>"
    #expect(try article(g2).body == "Kill it.")
    let newsML = NewsMLTests.document("", management: "<Instruction FormalName='Delete'/>")
    #expect(try article(newsML).body == "urn:newsml:tide.example:20261122:mill.7")
    let ninjs = #"{"uri": "urn:a", "pubstatus": "canceled", "headline": "Mills"}"#
    #expect(try article(ninjs, "a.json").body == "Mills")
    #expect(try article(ninjs, "a.json").status == .cancelled)
  }

  @Test("the facts of the three are the same")
  func facts() throws {
    var expected = Article.Facts()
    expected.subjects = [Article.Concept(code: "medtop:1", name: "tides")]
    expected.genres = [Article.Concept(code: "genre:Current", name: "current")]
    expected.places = [Article.Concept(code: "geo:1", name: "Tidewater")]
    expected.keywords = ["mill", "Mühle"]
    expected.urgency = 3
    expected.slug = "mills"
    expected.dateline = "TIDEWATER, Nov. 22 -"
    expected.editorNote = "Hold until noon."
    let g2 = NewsMLG2Tests.item(
      item: "<edNote>Hold until noon.</edNote>",
      content: """
        <urgency>3</urgency><located qcode="geo:1"><name>Tidewater</name></located>
        <subject qcode="medtop:1"><name>tides</name></subject>
        <genre qcode="genre:Current"><name>current</name></genre><keyword>mill</keyword>
        <keyword>Mühle</keyword><slugline>mills</slugline><dateline>TIDEWATER, Nov. 22 -</dateline>
        """)
    #expect(try article(g2).facts == expected)
    let ninjs = """
      {"uri": "urn:a", "body_text": "It is open.", "urgency": 3, "slugline": "mills",
       "subject": [{"code": "medtop:1", "name": "tides", "scheme": "x"}],
       "genres": [{"uri": "genre:Current", "name": "current"}], "ednote": "Hold until noon.",
       "places": [{"literal": "geo:1", "name": "Tidewater"}], "keywords": ["mill", "Mühle"],
       "located": "TIDEWATER, Nov. 22 -"}
      """
    #expect(try article(ninjs, "a.json").facts == expected)
    // NewsML names by code alone.
    expected.subjects = [Article.Concept(code: "medtop:1")]
    expected.genres = [Article.Concept(code: "genre:Current")]
    expected.places = [Article.Concept(name: "Tidewater, Coast")]
    let newsML = NewsMLTests.document(
      """
      <NewsComponent><NewsLines><DateLine>TIDEWATER, Nov. 22 -</DateLine><SlugLine>mills</SlugLine>
      <KeywordLine>mill</KeywordLine><KeywordLine>Mühle</KeywordLine></NewsLines><DescriptiveMetadata>
      <Genre FormalName="genre:Current"/><SubjectCode><Subject FormalName="medtop:1"/></SubjectCode>
      <Location><Property FormalName="City" Value="Tidewater"/><Property FormalName="Area" Value="Coast"/>
      </Location></DescriptiveMetadata>\(NewsMLTests.text("It is open."))</NewsComponent>
      """,
      management:
        "<Urgency FormalName='3'/><Instruction FormalName='x'>Hold until noon.</Instruction>")
    #expect(try article(newsML).facts == expected)
  }
}
