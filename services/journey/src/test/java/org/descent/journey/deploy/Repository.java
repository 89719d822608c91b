package org.descent.journey.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The repository's files that are no Java. */
final class Repository {
  /** Modules stand two folders below the root. */
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** The services of which images are made. */
  static final List<String> SERVICES = List.of("control", "dataset-loader", "trainer", "evaluator");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Repository() {}

  static String text(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String path) {
    try {
      return JSON.readTree(text(path));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** The first document of a YAML file, with its anchors and merge keys resolved. */
  static JsonNode yaml(String path) {
    return yamls(path).get(0);
  }

  /** All documents of a YAML file. */
  static List<JsonNode> yamls(String path) {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return StreamSupport.stream(yaml.loadAll(text(path)).spliterator(), false)
        .<JsonNode>map(JSON::valueToTree)
        .toList();
  }

  /** What an application is configured with. */
  static Properties application(String service) {
    var properties = new Properties();
    var path = "services/" + service + "/src/main/resources/application.properties";
    try (var reader = Files.newBufferedReader(ROOT.resolve(path))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static List<String> texts(JsonNode array) {
    return elements(array).map(JsonNode::asText).toList();
  }
}
