import Foundation
import NewsModel
import Testing

extension RealProgramTests {
  @Suite("Limits")
  struct Limits {
    private struct Named: Decodable {
      var code: String
      var limit: String?
    }

    @Test(
      "a limit of the configuration is kept, and named in the reason",
      arguments: [
        ("document_text_bytes = 1024", "long.txt", "too-large", "document-text-bytes 1024"),
        ("file_bytes = 2048", "long.txt", "too-large", "file-bytes 2048"),
        ("depth = 3", "deep.json", "too-deep", "depth 3"),
        ("ratio = 2", "packed.gz", "bomb", "compression-ratio 2"),
        ("layers = 0", "packed.gz", "nested-too-deep", "compression-layers 0"),
      ])
    func limits(setting: String, name: String, code: String, limit: String) throws {
      let desk = try Desk(configuration: "young_seconds = 1\n[limits]\n\(setting)\n")
      let long = String(repeating: "The quay at Kelmore was shut again on Monday. ", count: 100)
      switch name {
      case "long.txt": try desk.drop("long.txt", long)
      case "deep.json":
        try desk.drop(
          "deep.json", #"{"headline":"Deep","body":"Text.","x":\#(deep(20))}"#)
      default: try desk.drop(FileName(name), BadInput.gzipBomb)
      }
      try desk.drop("good.txt", BadInput.good)
      #expect(try desk.once().code == 3)
      let data = try Data(contentsOf: desk.failed.appending(path: name + ".reason.json"))
      let reason = try JSONDecoder().decode(Named.self, from: data)
      #expect(reason.code == code)
      #expect(reason.limit == limit)
      #expect(try desk.account().stored == 1)
      #expect(try desk.account().adds)
    }

    private func deep(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
  }
}
