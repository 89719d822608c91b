package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V7)
          .getSchema(JSON.<JsonNode>valueToTree(ExperimentSchema.schema()));

  static Stream<Path> shipped() throws IOException {
    try (var paths = Files.walk(Path.of("../../experiments"))) {
      return paths.filter(path -> path.toString().endsWith(".yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyExperimentThatShipsIsValid(Path file) throws IOException {
    assertThat(objections(Files.readString(file))).isEmpty();
  }

  /** The whole vocabulary stands in these. */
  @Test
  void whatTheReaderTakesIsValid() {
    for (var text : WrittenNumbersTest.EXPERIMENTS) {
      assertThat(objections(WrittenNumbersTest.HEAD + text)).as(text).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seedz: 3",
        "optimiser: {sdg: {learningRate: 0.1}}",
        "optimiser: {sgd: {rate: 0.1}}",
        "loss: l3",
        "budget: many",
        "batch: {measure: batch}",
        "split: {validate: 0.2}",
        "network: {layers: [{dense: {unit: 3}}], heads: [binary]}",
        "network: {layers: [dense], heads: [binary]}",
        "snapshots: {each: 5}",
        "instruments: [{sharpnes: {largest: 2}}]",
        "instruments: [{sharpness: {largest: 2, at: {each: 5}}}]",
        "search: {space: {loss: {chosen: [l2]}}, objective: {minimise: loss}}",
        "vary: {loss: l2}"
      })
  void whatTheReaderDoesNotKnowIsNot(String line) {
    var network = line.startsWith("network") ? "" : "network: {heads: [binary]}\n";
    assertThat(objections(WrittenNumbersTest.HEAD + "data: xor\n" + network + line)).isNotEmpty();
  }

  @Test
  void everyKeyThatIsDescribedIsOneOfAnExperiment() {
    var keys = JSON.valueToTree(ExperimentSchema.schema()).at("/definitions/experiment/properties");
    assertThat(keys.fieldNames()).toIterable().containsExactlyElementsOf(ExperimentBinder.KEYS);
    var told = List.of("data", "network", "optimiser", "vary", "seeds", "search", "claims");
    told.forEach(key -> assertThat(keys.at("/" + key + "/description").asText()).isNotEmpty());
  }

  private static Set<ValidationMessage> objections(String yaml) {
    var tree = YamlText.parse(yaml, "", new Problems());
    return SCHEMA.validate(JSON.<JsonNode>valueToTree(tree.plain()));
  }
}
