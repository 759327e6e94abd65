@main
struct Wiredesk {
  static func main() {}
}
