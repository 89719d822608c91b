package org.descent.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this program was built from, as the build wrote it down. */
final class Build {
  private static final Properties PROPERTIES = load();

  private Build() {}

  /** The version of Descent. */
  static String version() {
    return PROPERTIES.getProperty("descent");
  }

  /** The commit of its sources, or that it is not known. */
  static String commit() {
    return PROPERTIES.getProperty("commit");
  }

  /** The versions of what it stands on. */
  static String foundations() {
    return "Quarkus "
        + PROPERTIES.getProperty("quarkus")
        + ", Kafka "
        + PROPERTIES.getProperty("kafka")
        + ", TensorFlow Java "
        + PROPERTIES.getProperty("tensorflow");
  }

  private static Properties load() {
    var properties = new Properties();
    try (var in = Build.class.getResourceAsStream("/org/descent/standalone/build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
