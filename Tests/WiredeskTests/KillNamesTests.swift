import Foundation
import TestSupport
import Testing

// Kills of several items, and of one with its substitute, in every order.
extension RealProgramTests.VersionOrders {
  private static let texts = [
    body,
    "Nine pairs of storks have come back to the chimneys of Kelby, a month before their time.",
    "The ferry from Orsett runs again after divers had freed its screw from a fishing net.",
  ]

  private func item(_ uri: String, _ headline: String, _ text: Int, _ more: String = "") -> String {
    """
    {"uri": "\(uri)", "headline": "\(headline)", "source": "Agency", "body": \
    "\(Self.texts[text])"\(more)}
    """
  }

  private func kill(_ text: String, _ more: String = "") -> String {
    """
    {"uri": "urn:kill:1", "headline": "KILL", "source": "Agency", "body": "ATTENTION EDITORS - \
    \(text) A kill is mandatory."\(more)}
    """
  }

  @Test("a kill of two items takes back both and stands with the first that it names")
  func two() throws {
    try expect(
      [
        "a": item("urn:x:1", "Ghent dockers vote", 0),
        "b": item("urn:x:2", "Storks return to Kelby", 1),
        "c": item("urn:x:3", "Ferry runs again", 2),
        "k": kill("Please kill urn:x:1 and urn:x:2."),
      ],
      Answer(
        statuses: ["a": "retracted", "b": "retracted", "c": "usable", "k": "cancelled"],
        stories: [["a", "k"], ["b"], ["c"]], faces: ["", "Ferry runs again"]), newest: "c")
  }

  @Test("so it does where one of the two has versions, and the first named is not there")
  func twoWithVersions() throws {
    try expect(
      [
        "1": item("urn:x:2", "Storks return to Kelby", 1, #", "version": "1""#),
        "2": item("urn:x:2", "Storks are back in Kelby", 1, #", "version": "2""#),
        "b": item("urn:x:3", "Ferry runs again", 2),
        "k": kill("Please kill urn:x:1, urn:x:2 and urn:x:3."),
      ],
      Answer(
        statuses: [
          "1": "retracted, replaced", "2": "retracted", "b": "retracted", "k": "cancelled",
        ], stories: [["1", "2", "k"], ["b"]], faces: [""]), newest: "2")
  }

  @Test("two kills of one item and more stand where each of them belongs")
  func twoKills() throws {
    try expect(
      [
        "a": item("urn:x:1", "Ghent dockers vote", 0),
        "b": item("urn:x:2", "Storks return to Kelby", 1),
        "k": kill("Please kill urn:x:1."),
        "l": kill("Please kill urn:x:2 and urn:x:1.").replacing("kill:1", with: "kill:2"),
      ],
      Answer(
        statuses: ["a": "retracted", "b": "retracted", "k": "cancelled", "l": "cancelled"],
        stories: [["a", "k"], ["b", "l"]], faces: [""]), newest: "b")
  }

  @Test(
    "what another source has copied of a killed item keeps its story, and the kill stands there")
  func copied() throws {
    try expect(
      [
        "a": item("urn:x:1", "Ghent dockers vote", 0),
        "o": item("urn:o:1", "Ghent dockers vote", 0).replacing("Agency", with: "Paper"),
        "k": kill("Please kill urn:x:1."),
      ],
      Answer(
        statuses: ["a": "retracted", "o": "usable", "k": "cancelled"],
        stories: [["a", "o", "k"]], faces: ["Ghent dockers vote"]), newest: "o")
  }

  @Test(
    "a substitute that a kill names stays usable, under the same slug, too",
    arguments: [
      "Kill urn:x:1; the substitute is urn:x:2.",
      "Bitte die Meldung urn:x:1 nicht verwenden, sondern die berichtigte Fassung urn:x:2.",
      "Please kill the story on the port; use urn:x:2 instead.",
    ])
  func substitute(text: String) throws {
    func ninjs(_ uri: String, _ headline: String, _ text: String, _ slug: String) -> String {
      """
      {"uri": "\(uri)", "type": "text", "versioncreated": "2026-05-04T08:00:00Z", "headline": \
      "\(headline)", "slugline": "\(slug)", "infosource": [{"name": "Agency"}], "body_text": "\(text)"}
      """
    }
    let order = "ATTENTION EDITORS - \(text) A kill is mandatory."
    try expect(
      [
        "a": ninjs("urn:x:1", "Ghent dockers vote", Self.texts[0], "PORT-VOTE"),
        "c": ninjs("urn:x:3", "Ferry runs again", Self.texts[2], "FERRY-RUNS"),
        "k": ninjs("urn:kill:1", "KILL", order, "PORT-VOTE"),
        "s": ninjs("urn:x:2", "Storks return to Kelby", Self.texts[1], "PORT-VOTE"),
      ],
      Answer(
        statuses: ["a": "retracted", "c": "usable", "k": "cancelled", "s": "usable"],
        stories: [["a", "k"], ["c"], ["s"]],
        faces: ["", "Ferry runs again", "Storks return to Kelby"]), newest: "s")
  }
}
