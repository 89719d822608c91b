package org.descent.standalone.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.descent.standalone.process.TemporaryFolder;

/** A folder under a name that Kafka takes: it reads a comma as the end of one. */
final class KafkaPath {
  private static final String COMMA = ",";

  private KafkaPath() {}

  /**
   * The way to {@code folder}, which need not exist: a link, if its own name will not do.
   *
   * @throws IOException if there is no place for a link
   */
  static Path of(Path folder) throws IOException {
    var absolute = folder.getParent().toRealPath().resolve(folder.getFileName());
    if (!absolute.toString().contains(COMMA)) {
      return absolute;
    }
    var links = TemporaryFolder.ofProcess(place -> !place.toString().contains(COMMA));
    var link = Files.createTempDirectory(links, "log").resolve("of");
    Files.createSymbolicLink(link, absolute.getParent());
    return link.resolve(folder.getFileName());
  }
}
