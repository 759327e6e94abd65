import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Words of explain and search")
  struct ExplainWords {
    private func desk(_ records: [String]) throws -> Desk {
      let desk = try Desk()
      try desk.drop("all.jsonl", records.joined(separator: "\n"))
      let ended = try Program.run(
        [
          "ingest", "--seed", "7", "--state", desk.state.path,
          desk.inbox.appending(path: "all.jsonl").path,
        ],
        within: .seconds(60))
      #expect(ended.code == 0, "\(ended.errors)")
      return desk
    }

    private static let report = """
      {"uri": "urn:quay:a", "type": "text", "pubstatus": "usable", "slugline": "Quay-Cracks-Orsett", \
      "versioncreated": "2026-11-28T10:00:00Z", "headline": "Quay closed", "body_text": "The harbour board \
      of Orsett closed the quay on Monday after divers had found cracks in its foundations."}
      """
    private static func kill(_ uri: String, _ text: String) -> String {
      """
      {"uri": "\(uri)", "type": "text", "pubstatus": "canceled", "versioncreated": "2026-11-28T12:00:00Z", \
      "headline": "KILL: Quay", "body_text": "\(text)"}
      """
    }

    @Test(
      "what is taken back says by which word of the kill, whichever came first",
      arguments: [
        ("urn:quay:a", "Editors: please kill it.", "retraction.same-item"),
        ("urn:quay:k", "Editors: please kill urn:quay:a, it is wrong.", "retraction.named-item"),
        (
          "urn:quay:k", "Editors: please kill the story slugged Quay-Cracks-Orsett.",
          "retraction.named-slug"
        ),
      ])
    func kills(uri: String, text: String, rule: String) throws {
      let kill = Self.kill(uri, text)
      for records in [[Self.report, kill], [kill, Self.report]] {
        let desk = try desk(records)
        for id in ["1", "2"] {
          let lines = try desk.ask("explain", id).output
          #expect(lines.contains("(rule \(rule):"), "\(lines)")
          // A kill is no candidate.
          #expect(!lines.contains("Other candidates"), "\(lines)")
        }
      }
    }

    @Test(
      "letters of any case are equal in filters, of every script, and what is passed over is said")
    func filters() throws {
      let desk = try desk([
        """
        {"uri": "urn:damm:1", "type": "text", "pubstatus": "usable", "slugline": "Überlauf", "keywords": \
        ["Ölpest"], "subject": [{"name": "Überschwemmung", "code": "medtop:1"}], "place": [{"name": "Ålesund"}], \
        "versioncreated": "2026-11-28T10:00:00Z", "headline": "Damm gebrochen", "body_text": "Der Damm \
        brach am Montag, und das Wasser lief in zwei Orte, wie der Landrat sagte."}
        """
      ])
      for words in [
        ["--subject", "überschwemmung"], ["--subject", "ÜBERSCHWEMMUNG"],
        ["--subject", "MEDTOP:1"],
        ["--place", "ålesund"], ["--keyword", "ÖLPEST"], ["--slug", "überlauf"],
      ] {
        let found = try desk.ask("search", "damm", words[0], words[1])
        #expect(found.output.contains("Damm gebrochen"), "\(words)")
        #expect(try desk.ask("stories", words[0], words[1]).output.contains("Damm gebrochen"))
      }
      let none = try desk.ask("search", "damm", "--subject", "other")
      #expect(none.output.isEmpty)
      #expect(none.errors.contains("none of the 1 article with all these words"), "\(none.errors)")
      #expect(try desk.ask("search", "nirgends").errors.contains("no article has all these words"))
    }

    @Test("articles with nothing in common are not said to be decided by their words")
    func nothing() throws {
      let desk = try desk([
        Self.report,
        #"{"uri": "urn:b", "headline": "Ze fluten", "language": "en", "body": "Nine storks nest upon chimneys."}"#,
      ])
      let lines = try desk.ask("explain", "2", "1").output
      #expect(!lines.contains("Decided by: the words"), "\(lines)")
      #expect(lines.contains("No rule decided: too little in common."), "\(lines)")
    }
  }
}
