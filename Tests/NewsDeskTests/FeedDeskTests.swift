import Foundation
import NewsModel
import NewsStore
import Testing

@testable import NewsDesk

@Suite("A feed file that comes every hour")
struct FeedDeskTests {
  private func feed(_ items: [(guid: String, text: String)]) -> String {
    let entries = items.map {
      "<item><title>Report \($0.guid)</title><guid>\($0.guid)</guid>"
        + "<description>\($0.text)</description></item>"
    }
    return "<rss version=\"2.0\"><channel><title>Harbour Wire</title>"
      + entries.joined() + "</channel></rss>"
  }
  private let fog =
    "The ferry from the island left the harbour two hours late on Monday because of the fog, and "
    + "the masters of three other ships decided to wait for the afternoon tide."
  private let strike =
    "Die Hafenarbeiter haben am Montag die Arbeit niedergelegt, weil die Verhandlungen über "
    + "höhere Löhne nach Angaben der Gewerkschaft ohne Ergebnis geblieben sind."

  @Test("adds only what is new; a changed text under a known guid is an update")
  func hourly() throws {
    let desk = try TestDesk()
    try desk.drop("harbour/09.xml", feed([("a", fog), ("b", strike)]))
    try desk.start()
    try desk.untilDrained()
    #expect(try desk.account.articles.stored == 2)
    try desk.drop(
      "harbour/10.xml",
      feed([
        (
          "c",
          "A quay wall fell into the basin at night; nobody was hurt, the mayor told reporters."
        ), ("a", fog), ("b", strike),
      ]))
    try desk.untilDrained()
    #expect(try desk.account.articles.stored == 3)
    #expect(try desk.account.articles.unchanged == 2)
    try desk.drop("harbour/11.xml", feed([("a", fog + " It arrived at noon."), ("b", strike)]))
    try desk.untilDrained()
    desk.desk.stop()
    let account = try desk.account
    #expect(account.articles.stored == 4)
    #expect(account.articles.unchanged == 3)
    #expect(account.articles.update == 1)
    try desk.close()
  }
}
