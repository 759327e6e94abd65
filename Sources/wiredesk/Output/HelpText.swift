/// The words about a command. Whoever prints them breaks lines at the terminal's width, so a paragraph is one
/// line here, however it is broken in the source; what is indented stands as it is.
func helpText(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .split(separator: "", omittingEmptySubsequences: true)
    .map { paragraph in
      let isExample = paragraph.contains { $0.hasPrefix(" ") }
      return paragraph.joined(separator: isExample ? "\n" : " ")
    }
    .joined(separator: "\n\n")
}
