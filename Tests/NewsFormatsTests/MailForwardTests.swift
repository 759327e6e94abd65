import NewsModel
import Testing

@testable import NewsFormats

@Suite("Forwarded mail")
struct MailForwardTests {
  static let release = MailPartTests.ferry + "\n\n" + MailPartTests.bridge

  static func body(_ subject: String, _ text: String) throws -> String {
    let mail = "From: a@a.example\nSubject: \(subject)\nContent-Type: text/plain; charset=utf-8\n\n"
    return try #require(decode(mail + text, as: "a.eml").articles.first).body
  }

  /// As Outlook writes them, with and without its line of dashes.
  static let heads = [
    "-----Original Message-----\nFrom: Per [mailto:per@a.example]\nSent: Sunday\nTo: secret@b.example\nSubject: Ferry\n\n",
    "-----Ursprüngliche Nachricht-----\nVon: Per\nGesendet: Sonntag\nAn: x@b.example; secret1@b.example;\n secret@b.example\nBetreff: Fähre\n\n",
    "________________________________\nFrom: Per <per@a.example>\nSent: Sunday, November 22, 2026\nTo: secret@b.example\nSubject: Ferry\n\n",
    "De : Per\nEnvoyé : dimanche 22 novembre\nÀ : secret@b.example\nObjet : Bac\n\n",
    "*From:* Per *Sent:* Sunday *To:* secret@b.example *Subject:* Ferry\n\n",
    "-----Message d’origine-----\nDe : Per\nEnvoyé : dimanche\nÀ : secret@b.example\nObjet : Bac\n\n",
  ]

  @Test(
    "what is forwarded below a few own words is text, and its recipients are not", arguments: heads)
  func forwarded(head: String) throws {
    for subject in ["FW: Ferry", "[Desk] Fwd: Ferry", "WG: Ferry", "Ferry"] {
      let body = try Self.body(subject, "FYI, see below.\n\n" + head + Self.release)
      #expect(
        body == "FYI, see below.\n\(MailPartTests.ferry)\n\(MailPartTests.bridge)", "\(subject)")
    }
  }

  @Test("what a reply repeats is none of it, however short the reply", arguments: heads)
  func replied(head: String) throws {
    for subject in ["RE: Ferry", "Aw: Ferry", "[Desk] Re[2]: FW: Ferry"] {
      #expect(try Self.body(subject, "No.\n\n" + head + Self.release) == "No.", "\(subject)")
    }
    #expect(
      try Self.body("Ferry", Self.release + "\n\n" + head + "Is it late?")
        == Self.release.replacing("\n\n", with: "\n"))
  }

  @Test("lines that are quoted below a subject which says that it forwards are text")
  func marked() throws {
    let quoted = "See below.\n\n> \(MailPartTests.ferry)\n"
    #expect(try Self.body("Fwd: Ferry", quoted).contains(MailPartTests.ferry))
    #expect(try Self.body("Re: Ferry", quoted) == "See below.")
  }

  @Test(
    "a text in which somebody is named before a colon is no head",
    arguments: [
      "From: the desk\n\n\(MailPartTests.ferry)", "De: wat er gebeurde\nData: 22\n\nBetreft.",
      "From: Ann\nTo: all desks\nSubject: Budget\n\n\(MailPartTests.ferry)",
    ])
  func prose(text: String) throws {
    let paragraphs = try Self.body("RE: Ferry", MailPartTests.bridge + "\n\n" + text)
    #expect(paragraphs.contains(text.split(separator: "\n")[0]))
    #expect(paragraphs.hasSuffix(text.split(separator: "\n").last ?? ""))
  }
}
