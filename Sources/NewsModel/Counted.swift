/// "1 file", "3 files": for sentences.
///
/// - Parameters:
///   - number: from 0 on.
///   - noun: one that takes an s.
/// - Returns: both, the noun in the number's form.
package func counted(_ number: some BinaryInteger, _ noun: String) -> String {
  number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
}
