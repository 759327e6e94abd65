import NewsFormats
import NewsModel
import Testing

@Suite("What a page does not show, and what it shows instead")
struct PageHiddenTests {
  private func lines(_ page: String) throws -> [String] {
    try #require(decode(page, as: "a.html").articles.first).body.split(separator: "\n")
      .map(String.init)
  }
  private static let shown = Pages.elements(Pages.paragraphs.prefix(2))
  private static let rest = Pages.elements(Pages.paragraphs.suffix(3))

  @Test(
    "what a reader unfolds goes on with the text",
    arguments: [
      "<button>Read on</button><div style='display:none'>REST</div>",
      "<div hidden class=more>REST</div><a href='#'>Show all</a>",
      "<section style='display: none' aria-expanded=false>REST</section>",
      "<div><div style='display:none'>REST</div></div>",
    ])
  func unfolded(form: String) throws {
    let inside = Self.shown + form.replacing("REST", with: Self.rest)
    #expect(try lines(Pages.page(inside: inside)) == Pages.paragraphs)
    let each = Self.shown + Self.rest.replacing("<p>", with: "<p style='display:none'>")
    #expect(try lines(Pages.page(inside: each)) == Pages.paragraphs)
  }

  @Test(
    "what is hidden for another reason stays out",
    arguments: [
      "<div style='display:none' role=dialog>REST</div>", "<div hidden class=spoiler>REST</div>",
      "<div hidden lang=de>REST</div>", "<div hidden><form>REST<input></form></div>",
      "<div hidden class=translation>REST</div>",
      """
      <div style='display:none'><p>Der Leuchtturm steht seit Montag dunkel; niemand im Hafenamt weiß, \
      wann er wieder brennt.</p><p>Boote sollen zwei Meilen Abstand halten.</p></div>
      """,
      "<div hidden><p>Log in to keep this for later, and to read all that the house prints.</p></div>",
      "<div hidden>\(Pages.elements(Pages.paragraphs.prefix(2)))</div>",
    ])
  func stillHidden(form: String) throws {
    let inside = Self.shown + form.replacing("REST", with: Self.rest)
    #expect(try lines(Pages.page(inside: inside)) == Array(Pages.paragraphs.prefix(2)))
  }

  @Test(
    "an element named a paywall is text where it holds some, and none where it asks for money",
    arguments: ["paywall", "article__paywall", "paywall-content", "piano-metered"])
  func paywall(name: String) throws {
    let marked = Self.rest.replacing("<p>", with: "<p class='\(name)' aria-hidden=true>")
    #expect(try lines(Pages.page(inside: Self.shown + marked)) == Pages.paragraphs)
    let bid = """
      <div class='\(name)'><p>Subscribe to read on. You get all that we print for nine crowns a month.</p>\
      <p>Already a reader of ours? Log in with the address that you gave us.</p></div>
      """
    #expect(try lines(Pages.page(below: bid)) == Pages.paragraphs)
    #expect(try lines(Pages.page(inside: Self.shown + bid + Self.rest)) == Pages.paragraphs)
  }

  private static func described(_ body: String) -> String {
    Pages.linked(
      #"{"@type":"NewsArticle","headline":"\#(Pages.title)","articleBody":"\#(body)"}"#)
  }

  @Test(
    "of a page that shows the beginning the whole text is read where it stands",
    arguments: ["\\n\\n", "\\r\\n", "</p><p>"])
  func articleBody(divider: String) throws {
    var body = Pages.paragraphs.joined(separator: divider)
    if divider == "</p><p>" { body = "<p>\(body)<\\/p>" }
    let inside = "<p>\(Pages.paragraphs[0])</p><p>Subscribe to read on</p>"
    #expect(try lines(Pages.page(head: Self.described(body), inside: inside)) == Pages.paragraphs)
    let shell =
      "<html><head><title>Tidewater</title>\(Self.described(body))</head><body><div id=root>"
    #expect(try lines(shell) == Pages.paragraphs)
  }

  @Test("what readers without scripts are shown is read where the others see less")
  func noscript() throws {
    let inside =
      "<p>\(Pages.paragraphs[0])</p><noscript>\(Pages.elements(Pages.paragraphs))</noscript>"
    #expect(try lines(Pages.page(inside: inside)) == Pages.paragraphs)
  }

  @Test(
    "a description that is shorter, or another's, is not put for the text",
    arguments: [
      described(Pages.paragraphs[0]),
      Pages.linked(
        #"{"@type":"NewsArticle","headline":"Mussels","url":"https://x.example/m","articleBody":"\#(String(repeating: "Mussels are dear this winter, they say. ", count: 40))"}"#
      ),
    ])
  func shownText(head: String) throws {
    #expect(try lines(Pages.page(head: head)) == Pages.paragraphs)
  }

  @Test(
    "a banner that asks about cookies is no text, however it is marked",
    arguments: [
      "id=usercentrics-root", "id='sp_message_container_1'", "id=onetrust-banner-sdk", "role=alert",
      "role=dialog", "aria-modal=true", "id=CybotCookiebotDialog", "id=didomi-host",
      "data-testid=uc-banner", "class='cmpbox'",
    ])
  func banner(mark: String) throws {
    let text = """
      This house and 842 others would like to keep small files with you and to read them again. You \
      may say no, or choose later.
      """
    let below = "<div \(mark)><div><p>\(text)</p></div></div>"
    #expect(try lines(Pages.page(below: below)) == Pages.paragraphs)
    #expect(try lines(Pages.page(above: below)) == Pages.paragraphs)
  }
}
