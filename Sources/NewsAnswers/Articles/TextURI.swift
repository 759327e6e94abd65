import NewsModel
import NewsText

/// The name of an article whose provider gave it none: the SHA-256 of its matched text.
func textURI(_ text: String) -> String {
  var text = text
  let digest = text.withUTF8 { bytes -> ContentDigest? in
    // Only a machine without SHA-256 fails here; then the name says so.
    guard var hasher = try? ContentHasher() else { return nil }
    try? hasher.update(UnsafeRawBufferPointer(bytes))
    return try? hasher.finalise()
  }
  return "sha256:" + (digest?.hex ?? "unavailable")
}
