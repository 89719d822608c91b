package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** What else it takes to reach a broker: security, above all. */
final class KafkaConfigFile {
  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "With --bootstrap: properties of every Kafka client, for example security.protocol and"
              + " sasl.jaas.config.")
  private Path file;

  /**
   * How clients reach the broker at {@code bootstrap}; nothing of note if that is null.
   *
   * @throws UserMistake if the file cannot be read, or there is no broker that it is for
   */
  Map<String, Object> reaching(String bootstrap) {
    var config = new HashMap<String, Object>();
    if (file != null) {
      if (bootstrap == null) {
        throw new UserMistake("--kafka-config " + file + ": expected --bootstrap HOST:PORT too");
      }
      var properties = properties(file);
      properties.stringPropertyNames().forEach(k -> config.put(k, properties.getProperty(k)));
    }
    if (bootstrap != null) {
      config.put("bootstrap.servers", bootstrap);
    }
    return config;
  }

  private static Properties properties(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserMistake(
          "--kafka-config "
              + file
              + ": "
              + (Files.exists(file) ? "not a file" : "there is no such file"));
    }
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserMistake("--kafka-config " + file + ": " + e.getMessage());
    }
    return properties;
  }
}
