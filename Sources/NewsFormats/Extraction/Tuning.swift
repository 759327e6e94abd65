import Glibc
func tuned(_ name: String, _ value: Int) -> Int {
  if let text = getenv(name) { return Int(String(cString: text)) ?? value }
  return value
}
enum Tuning {
  static let narrow = tuned("NARROW", 70)
  static let wide = tuned("WIDE", 95)
  static let body = tuned("BODY", 40)
  static let bodyWide = tuned("BODYWIDE", 0)
  static let linked = tuned("LINKED", 50)
  static let strict = tuned("STRICT", 20)
  static let strictLetters = tuned("STRICTLETTERS", 80)
  static let start = tuned("START", 70)
  static let off = tuned("OFF", 0)
}
extension Tuning {
  static let card = tuned("CARD", 400)
  static let cards = tuned("CARDS", 3)
  static let lead = tuned("LEAD", 40)
  static let tail = tuned("TAIL", 60)
}
extension Tuning {
  static let tagShare = tuned("TAGSHARE", 40)
  static let commentShare = tuned("COMMENTSHARE", 70)
  static let aroundShare = tuned("AROUNDSHARE", 25)
  static let metaShare = tuned("METASHARE", 20)
  static let lede = tuned("LEDE", 1)
}
extension Tuning {
  static let section = tuned("SECTION", 20)
}
