import CLibXML2

/// The names that a parser has met, in the order in which it met them.
///
/// libxml2 keeps one copy of each as long as the parser lives: its address is the name. They are found by it in a
/// table with open addressing, since an element asks three times and hashing as dictionaries do costs as much as
/// all else that is done with a name.
struct XMLNameTable {
  private(set) var all: [XMLName] = []

  private struct Address: Equatable {
    var local: UInt
    var prefix: UInt
    var space: UInt
    /// No address: the namespace of declarations.
    static let declarations: UInt = 1
    static let none = Address(local: 0, prefix: 0, space: 0)

    var hash: Int {
      let mixed = (local ^ space &>> 3 ^ prefix &>> 5) &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: mixed &>> 32)
    }
  }
  private struct Slot {
    var address = Address.none
    /// Negative in a free slot.
    var place = -1
  }

  /// At most half full; a power of two, of which an item needs no more.
  private var slots = [Slot](repeating: Slot(), count: 256)
  /// The namespaces last met, newest last: a document has a few.
  private var spaces: [(address: UInt, text: String)] = []
  private static let spacesKept = 8

  mutating func place(
    _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?
  ) -> Int {
    let address = Address(
      local: UInt(bitPattern: local), prefix: UInt(bitPattern: prefix),
      space: UInt(bitPattern: space))
    let slot = slot(of: address)
    if slots[slot].place >= 0 { return slots[slot].place }
    return note(
      address, in: slot,
      XMLName(space: text(ofSpace: space), local: Self.text(local), prefix: Self.text(prefix)))
  }

  mutating func place(declared prefix: UnsafePointer<xmlChar>?) -> Int {
    let address = Address(
      local: UInt(bitPattern: prefix), prefix: 0, space: Address.declarations)
    let slot = slot(of: address)
    if slots[slot].place >= 0 { return slots[slot].place }
    return note(
      address, in: slot,
      XMLName(space: XMLName.declarations, local: Self.text(prefix), prefix: ""))
  }

  /// Where it stands, or the free slot for it.
  private func slot(of address: Address) -> Int {
    var slot = address.hash & (slots.count - 1)
    while slots[slot].place >= 0, slots[slot].address != address {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func note(_ address: Address, in slot: Int, _ name: XMLName) -> Int {
    let place = all.count
    all.append(name)
    slots[slot] = Slot(address: address, place: place)
    if all.count * 2 >= slots.count { grow() }
    return place
  }

  private mutating func grow() {
    let before = slots
    slots = [Slot](repeating: Slot(), count: before.count * 2)
    for slot in before where slot.place >= 0 { slots[self.slot(of: slot.address)] = slot }
  }

  private mutating func text(ofSpace space: UnsafePointer<xmlChar>?) -> String {
    guard let space else { return "" }
    let address = UInt(bitPattern: space)
    if let known = spaces.last(where: { $0.address == address }) { return known.text }
    let text = String(cString: space)
    if spaces.count == Self.spacesKept { spaces.removeFirst() }
    spaces.append((address, text))
    return text
  }

  private static func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
