package org.descent.learning.golden;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.BatchOrder;
import org.descent.learning.InitialWeights;
import org.descent.learning.RandomStreams;

/** Golden cases as others read them, and what they have made of them. */
final class Wire {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Wire() {}

  /** The word for an enum's constant or for what a record is of its family. */
  static String word(Object concept) {
    if (concept instanceof Enum<?>) {
      return JSON.valueToTree(concept).asText();
    }
    var property =
        Stream.of(concept.getClass().getInterfaces())
            .map(family -> family.getAnnotation(JsonTypeInfo.class))
            .findFirst()
            .orElseThrow()
            .property();
    return JSON.valueToTree(concept).get(property).asText();
  }

  /**
   * Writes a case to {@code folder}: its training as it stands in the log, its examples, its
   * parameters at the start, which examples each iteration is about, and the words that layers draw
   * from, if some do.
   */
  static void write(GoldenCase golden, Path folder) {
    var training = golden.training();
    var examples = golden.examples();
    var json = JSON.createObjectNode();
    json.set("training", JSON.valueToTree(training));
    json.set("shape", JSON.valueToTree(examples.shape()));
    json.set("features", JSON.valueToTree(examples.features()));
    var targets = json.putObject("targets");
    examples.targets().forEach(t -> targets.set(t.name(), JSON.valueToTree(t.values())));
    json.set("parameters", JSON.valueToTree(parameters(golden)));
    json.set("batches", JSON.valueToTree(batches(golden)));
    json.set("draws", JSON.valueToTree(draws(golden)));
    try {
      JSON.writeValue(folder.resolve(golden.name() + ".json").toFile(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Parameter(String name, List<Integer> shape, float[] values) {}

  private static List<Parameter> parameters(GoldenCase golden) {
    var training = golden.training();
    var layout = ParameterLayout.of(training.network(), golden.examples().shape());
    var weights = InitialWeights.draw(layout, training.initialisation(), golden.seed());
    return layout.parameters().stream()
        .map(p -> new Parameter(p.name(), p.shape(), part(weights, p)))
        .toList();
  }

  /** Some array of a flat vector. */
  static float[] part(float[] weights, ParameterLayout.Parameter parameter) {
    int from = parameter.offset();
    return Arrays.copyOfRange(weights, from, from + parameter.size());
  }

  private static List<int[]> batches(GoldenCase golden) {
    var batches = new ArrayList<int[]>();
    var batch = golden.training().batch();
    if (!batch.full()) {
      var order = new BatchOrder(golden.examples().count(), batch.size(), golden.seed());
      for (int i = 0; i < golden.training().iterations(); i++) {
        batches.add(order.next());
      }
    }
    return batches;
  }

  /** [iterations, layers that draw, 2]. */
  private static List<List<int[]>> draws(GoldenCase golden) {
    var network = golden.training().network();
    long drawing = network.all().values().stream().filter(LayerSpec::draws).count();
    return IntStream.rangeClosed(1, golden.training().iterations())
        .mapToObj(
            t ->
                IntStream.range(0, (int) drawing)
                    .mapToObj(layer -> RandomStreams.draw(golden.seed(), layer, t))
                    .toList())
        .toList();
  }

  /**
   * The golden file of a case.
   *
   * @throws UncheckedIOException if there is none
   */
  static ObjectNode golden(String name) {
    var resource = Wire.class.getResource("/golden/" + name + ".json");
    if (resource == null) {
      throw new IllegalStateException(
          "there is no golden/" + name + ".json: run services/benchmarks/peers/golden.py");
    }
    try (var in = resource.openStream()) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all golden files, as they stand in the sources. */
  static List<String> names() {
    try (var files = Files.list(Path.of("src/test/resources/golden"))) {
      return files.map(f -> f.getFileName().toString().replace(".json", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
