/// What a number is worth, whatever its form: 1.4 million, 1 400 000 and 14 लाख are one.
struct FigureValue: Hashable, Sendable {
  /// Without zeros at its end.
  private(set) var mantissa: UInt64
  /// Of ten.
  private(set) var exponent: Int

  init(_ mantissa: UInt64, exponent: Int = 0) {
    self.mantissa = mantissa
    self.exponent = mantissa == 0 ? 0 : exponent
    while self.mantissa != 0, self.mantissa.isMultiple(of: 10) {
      self.mantissa /= 10
      self.exponent += 1
    }
  }

  func times(tenTo power: Int) -> FigureValue {
    FigureValue(mantissa, exponent: exponent + power)
  }

  /// 1万 and 4千; nil for what does not fit.
  func plus(_ other: FigureValue) -> FigureValue? {
    guard let a = whole, let b = other.whole, !a.addingReportingOverflow(b).overflow else {
      return nil
    }
    return FigureValue(a + b)
  }

  private var whole: UInt64? {
    guard (0...18).contains(exponent) else { return nil }
    var whole = mantissa
    for _ in 0..<exponent {
      let (product, isOver) = whole.multipliedReportingOverflow(by: 10)
      if isOver { return nil }
      whole = product
    }
    return whole
  }

  /// As near as a Double comes.
  var number: Double {
    var power = 1.0
    for _ in 0..<min(abs(exponent), 300) { power *= 10 }
    return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
  }

  /// The number that it goes by among a language's terms; never 0.
  func term(_ language: TermLanguage) -> TermHash {
    var hasher = TermHasher(language: language)
    // No word begins so.
    hasher.add(0x23)
    for shift in stride(from: 0, to: 64, by: 8) {
      hasher.add(UInt8(truncatingIfNeeded: mantissa >> UInt64(shift)))
    }
    hasher.add(UInt8(truncatingIfNeeded: exponent))
    return hasher.term
  }
}
