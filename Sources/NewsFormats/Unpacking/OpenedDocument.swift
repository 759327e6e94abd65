import NewsModel

/// A document out of all its wrappings, ready for its format.
struct OpenedDocument {
  /// Without the suffixes of what it was packed in.
  let name: String
  /// From its first byte that is no white space: UTF-8, or any charset of 8-bit units.
  private(set) var window: ByteWindow
  let meter: WorkMeter
  /// Its format's name, filled in by `Format.open`, its own locator, and the limits.
  var place: DocumentPlace
  /// What the locators of its records begin with: theirs need the file's name, its own does not.
  let recordsLocator: String
  /// The line that the window begins with, from 1.
  let firstLine: Int
  /// Tabs that stood before the window, on its line: cells of a table, perhaps.
  let tabsBefore: Int
  /// Compressions and archives around it.
  let layers: Int
  let given: Given
  let windows: WindowStack

  init(
    name: String, window: ByteWindow, meter: WorkMeter, place: DocumentPlace,
    recordsLocator: String, firstLine: Int, tabsBefore: Int, layers: Int, given: Given,
    windows: WindowStack
  ) {
    self.name = name
    self.window = window
    self.meter = meter
    self.place = place
    self.recordsLocator = recordsLocator
    self.firstLine = firstLine
    self.tabsBefore = tabsBefore
    self.layers = layers
    self.given = given
    self.windows = windows
  }

  var limits: Limits { place.limits }

  /// For a format that always holds records: what is wrong with the whole names the file, too.
  var asContainer: OpenedDocument {
    var document = self
    document.place.locator = recordsLocator
    return document
  }

  /// A document that this one wraps, and which is all there is of it.
  func holding(_ window: ByteWindow, given: Given) -> OpenedDocument {
    OpenedDocument(
      name: name, window: window, meter: meter, place: place, recordsLocator: recordsLocator,
      firstLine: 1, tabsBefore: 0, layers: layers, given: given, windows: windows)
  }

  /// Markup behind a transcoder when it is in another charset than UTF-8; else itself. Damaged
  /// sequences stay.
  func markupInUTF8() throws(DecodingFailure) -> OpenedDocument {
    try window.fill(atLeast: Charset.headBytes)
    return try transcoded(from: Charset.ofMarkup(window.bytes, given: given.charset))
  }

  /// As `markupInUTF8`, for what does not name its charset.
  func tableInUTF8() throws(DecodingFailure) -> OpenedDocument {
    try window.fill(atLeast: Charset.headBytes)
    return try transcoded(from: Charset.of(window.bytes, claim: given.charset))
  }

  /// With as much in its window as was held before: what opens it looks at its head.
  private func transcoded(from charset: String?) throws(DecodingFailure) -> OpenedDocument {
    guard let charset, let transcoder = CharsetTranscoder(upstream: window, charset: charset) else {
      return self
    }
    var document = self
    let held = window.count
    document.window = windows.push { (buffer) throws(DecodingFailure) -> Int in
      try transcoder.read(into: buffer)
    }
    try document.window.fill(atLeast: held)
    return document
  }
}

/// The windows over each other: the document's bytes as they came, and what they were unpacked to.
final class WindowStack {
  private var windows: [ByteWindow]

  init(_ source: ByteWindow) { windows = [source] }

  /// The most memory that they ever held, as if all had held it at one time.
  var peakBytes: Int { windows.reduce(0) { $0 + $1.peakBytes } }

  func push(
    mend: @escaping () throws(DecodingFailure) -> Bool = { () throws(DecodingFailure) in false },
    begins: @escaping () -> Bool = { false }, _ pull: @escaping ByteWindow.Pull
  ) -> ByteWindow {
    let window = ByteWindow(mend: mend, begins: begins, pull: pull)
    windows.append(window)
    return window
  }
}
