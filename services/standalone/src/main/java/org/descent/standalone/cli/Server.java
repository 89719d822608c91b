package org.descent.standalone.cli;

import java.net.URI;
import java.util.List;
import org.descent.standalone.pipeline.ControlClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The control that a command talks to. */
final class Server {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:DESCENT_SERVER:-http://127.0.0.1:8080}",
      description =
          "A running control; default the environment's DESCENT_SERVER, else"
              + " http://127.0.0.1:8080.")
  private URI uri;

  @Mixin private ShownToken token;

  /** Its REST interface. */
  ControlClient control() {
    return at(uri, token);
  }

  /** The address of its page, or of one of that page's views: {@code #/experiment/ID}. */
  URI page(String view) {
    return URI.create(uri.toString().replaceFirst("/+$", "") + "/" + view);
  }

  /**
   * The REST interface of the control at {@code uri}.
   *
   * @throws UserMistake if that cannot be one's address
   */
  static ControlClient at(URI uri, ShownToken token) {
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new UserMistake("--server " + uri + ", expected for example http://localhost:8080");
    }
    return new ControlClient(uri, token.value());
  }
}
