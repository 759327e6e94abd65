/// The one script, served by itself: where a browser has EventSource it shows a line when something has come. A page
/// without it lacks nothing but that line.
enum LiveScript {
  static let text = """
    const line = document.getElementById("live");
    if (line && window.EventSource) {
      const live = new EventSource("/live?after=" + line.dataset.event);
      live.onmessage = () => { line.hidden = false; live.close(); };
      // A page that is kept for going back must not hold a connection.
      addEventListener("pagehide", () => live.close());
    }

    """
}
