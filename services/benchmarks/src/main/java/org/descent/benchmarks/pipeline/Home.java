package org.descent.benchmarks.pipeline;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The folder that this was built in. */
public final class Home {
  private Home() {}

  /** Something in it. */
  public static Path resolve(String path) {
    try {
      var here = Home.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(here).resolve("../../../..").normalize().resolve(path);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
