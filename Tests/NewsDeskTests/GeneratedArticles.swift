import Foundation
import TestSupport

/// Articles made up from a seed: events told by several sources, copied, updated, excerpted, told
/// anew, and the same again. The same seed gives the same articles.
struct GeneratedArticles {
  struct File {
    /// `SOURCE/NAME.json`
    var name: String
    var text: String
  }
  private var random: SplitMix
  private var number = 0

  init(seed: UInt64) { random = SplitMix(state: seed) }

  mutating func make(_ count: Int) -> [File] {
    var files: [File] = []
    var told: [(headline: String, sentences: [String], hour: Int)] = []
    while files.count < count {
      let hour = files.count / 6
      if told.isEmpty || random.below(10) < 4 {
        let event = tell(hour)
        told.append(event)
        files.append(file("agency", "event-\(number)", nil, event.headline, event.sentences, hour))
        continue
      }
      let event = told[max(0, told.count - 1 - random.below(min(told.count, 12)))]
      let source = ["north", "south", "east"][random.below(3)]
      switch random.below(5) {
      case 0:  // a copy elsewhere
        files.append(file(source, "copy-\(number)", nil, event.headline, event.sentences, hour))
      case 1:  // an excerpt
        let some = Array(event.sentences.dropFirst().prefix(3))
        files.append(file(source, "part-\(number)", nil, headline(), some, hour))
      case 2:  // a near-duplicate
        var changed = event.sentences
        changed[random.below(changed.count)] = sentence()
        files.append(file(source, "near-\(number)", nil, event.headline, changed, hour))
      case 3:  // two versions of one item
        let uri = "item-\(random.below(20))"
        var longer = event.sentences
        longer.insert(sentence(), at: 1)
        files.append(
          file(source, uri, "\(files.count * 37 % 101)", event.headline + " - update", longer, hour)
        )
      default:  // the same again
        if let same = files.last {
          files.append(File(name: same.name + ".again.json", text: same.text))
        }
      }
      number += 1
    }
    return files
  }

  private mutating func tell(_ hour: Int) -> (headline: String, sentences: [String], hour: Int) {
    number += 1
    let place = Self.places[random.below(Self.places.count)]
    let thing = Self.things[random.below(Self.things.count)]
    var sentences = [
      "The \(thing) in \(place) was closed on Monday after \(10 + random.below(90)) people fell ill,"
        + " the mayor of \(place) said."
    ]
    for _ in 0..<6 { sentences.append(sentence() + " In \(place) the \(thing) stayed shut.") }
    return ("\(place) shuts its \(thing) for \(2 + random.below(30)) days", sentences, hour)
  }

  private mutating func headline() -> String {
    (0..<6).map { _ in Self.words[random.below(Self.words.count)] }.joined(separator: " ")
  }

  private mutating func sentence() -> String {
    let words = (0..<10).map { _ in Self.words[random.below(Self.words.count)] }
    return "Then \(words.joined(separator: " ")) \(random.below(1000)) times."
  }

  private mutating func file(
    _ source: String, _ uri: String, _ version: String?, _ headline: String, _ sentences: [String],
    _ hour: Int
  ) -> File {
    number += 1
    let time =
      "2026-03-\(String(format: "%02d", 1 + hour / 24))T"
      + "\(String(format: "%02d", hour % 24)):00:00Z"
    let version = version.map { #""version":"\#($0)","# } ?? ""
    let text =
      #"{"uri":"\#(uri)",\#(version)"published":"\#(time)","headline":"\#(headline)","#
      + #""body":"\#(sentences.joined(separator: #"\n"#))"}"#
    return File(name: "\(source)/\(number).json", text: text)
  }

  private static let places = [
    "Lund", "Oslo", "Bergen", "Visby", "Turku", "Aarhus", "Malmo", "Odense", "Kiruna", "Narvik",
  ]
  private static let things = [
    "harbour", "airport", "market", "museum", "tunnel", "stadium", "library", "brewery", "railway",
  ]
  private static let words =
    ("river council price winter contract engine storm license bridge farmer island minister cargo "
    + "school wind budget strike harvest court museum patient traffic copper salmon concert "
    + "border signal forest auction vaccine turbine referee glacier pension ferry orchard canal")
    .split(separator: " ").map(String.init)
}
