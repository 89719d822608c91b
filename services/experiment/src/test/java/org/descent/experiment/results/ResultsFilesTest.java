package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Fitted;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFilesTest {
  private final ObjectMapper json = new ObjectMapper();
  private final JsonNode schema = schema();

  @Test
  void resultsHaveExactlyTheDocumentedProperties() {
    var tree = json.valueToTree(results());
    check(schema, tree, "results");
    assertThat(tree.at("/experiments/0/variants/0/summary/ends/converged").asInt()).isEqualTo(1);
    assertThat(tree.at("/experiments/0/state").asText()).isEqualTo("complete");
    assertThat(tree.toString()).doesNotContain(":NaN", ":Infinity");
  }

  @Test
  void anExperimentNobodyKnowsMoreOfIsDocumentedToo() {
    var empty = new Ledger(Story.experiment()).result();
    check(schema, json.valueToTree(Results.of("1.0", List.of(empty))), "results");
  }

  /** Whatever can happen is documented, not only what happens in these tests. */
  @Test
  void everyWordThatMayStandSomewhereIsDocumentedThere() {
    var words =
        Map.of(
            "experiment/properties/state", State.values(),
            "trial/properties/end", End.values(),
            "summary/properties/ends/propertyNames", End.values(),
            "trial/properties/metrics/propertyNames", Split.values(),
            "claim/properties/verdict", ExperimentResult.Verdict.values());
    words.forEach(
        (place, values) ->
            assertThat(schema.at("/$defs/" + place + "/enum"))
                .as(place)
                .containsExactlyInAnyOrderElementsOf(json.valueToTree(values)));
  }

  /** As spreadsheets read tables, text that begins so is a program. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+x",
        "-x",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "-",
        "--1",
        "=HYPERLINK(\"a\",\"b\")"
      })
  void noCellIsAFormula(String text) {
    assertThat(ResultsCsv.cell(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "+1", "-1.5e-7", "+.5", "1=1", "a-b", "'=1"})
  void numbersAndOtherTextsStayAsTheyAre(String text) {
    assertThat(ResultsCsv.cell(text)).isEqualTo(text);
    assertThat(ResultsCsv.cell(-1)).isEqualTo(-1);
    assertThat(ResultsCsv.cell(null)).isNull();
  }

  @Test
  void howDataWerePreparedIsToldWhereTheyWere() {
    assertThat(json.valueToTree(results()).findValue("preparation")).isNull();

    var ledger = new Ledger(Story.experiment());
    var found = Map.of("least", List.of(0.0, 0.5), "greatest", List.of(1.0, 2.0));
    var stretched =
        new PreparationSpec.MinMax(
            0, 1, PreparationSpec.Each.FEATURE, PreparationSpec.Constant.REFUSE);
    var steps =
        List.of(
            new Fitted(new PreparationSpec.Scale(0, 255), Map.of()), new Fitted(stretched, found));
    Story.events().stream()
        .map(event -> event instanceof DatasetPrepared d ? d.preparedBy(steps) : event)
        .forEach(ledger::on);
    var tree = json.valueToTree(Results.of("1.0", List.of(ledger.result())));

    check(schema, tree, "results");
    assertThat(tree.at("/experiments/0/dataset/preparation/1/found/least/1").asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void tableHasOneRowATrial() throws IOException {
    var table = new StringBuilder();
    ResultsCsv.write(results().experiments(), table);
    var lines = table.toString().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .startsWith(
            "experiment,variant,label,setting.loss,seed,trial,end,iterationsToTarget,iterations,"
                + "train.loss,train.accuracy");
    assertThat(lines.get(1))
        .isEqualTo(
            "story-0123abcd,0,l2,l2,5,story-0123abcd.0.5,converged,4,4,0.5,1.0,,,,,0.6,4,"
                + "0.16666667,4,true,true,0.25,story-0123abcd.c0000,descent.models.v1:1:7-7,,"
                + "0123abcd,1.0,2.18,CPU:0,reference,generator/1,d,,,4.0,16,,,,,,,,,,,,,,");
    assertThat(lines.get(4))
        .isEqualTo(
            "story-0123abcd,1,cross-entropy,cross-entropy,3,story-0123abcd.1.3,failed,,0,"
                + ",,,,,,,,,,,,,story-0123abcd.c0000,,no memory,,,,,,,,,,,,,,,,,,,,,,,,,");
    assertThat(lines.get(2)) // its curve ends with NaN, 0.25 · 2 / 6
        .startsWith("story-0123abcd,0,l2,l2,3,story-0123abcd.0.3,diverged,,2,NaN,")
        .contains(",d,label.loss became NaN at iteration 2,");
  }

  @Test
  void averagesStandBesideWhatIsMeasuredWhereTheyAreKept() throws IOException {
    var plain = new StringBuilder();
    ResultsCsv.write(results().experiments(), plain);
    assertThat(plain).doesNotContain("averaged");
    assertThat(json.valueToTree(results()).findValue("averaged")).isNull();

    var ledger = new Ledger(Story.experiment());
    Story.events().stream()
        .map(
            event ->
                event instanceof TrialEvaluated e && e.variant() == 1
                    ? Story.averaging(e, 0.125, 0.75)
                    : event)
        .forEach(ledger::on);
    var results = Results.of("1.0", List.of(ledger.result()));
    var tree = json.valueToTree(results);
    check(schema, tree, "results");
    var averaged = tree.at("/experiments/0/variants/1/trials/0/averaged");
    assertThat(averaged.at("/train/loss").asDouble()).isEqualTo(0.125);
    assertThat(averaged.propertyStream().map(Map.Entry::getKey)).containsExactly("train", "test");
    var table = new StringBuilder();
    ResultsCsv.write(results.experiments(), table);
    var lines = table.toString().lines().toList();
    assertThat(lines.get(0))
        .endsWith(
            ",averaged.train.loss,averaged.train.accuracy,averaged.validation.loss,"
                + "averaged.validation.accuracy,averaged.test.loss,averaged.test.accuracy");
    assertThat(lines.get(1)).endsWith(",,,,,,,");
    assertThat(lines.get(3)).endsWith(",0.125,0.75,,,0.125,0.75");
  }

  @Test
  void whatIsSaidOfClassesStandsInTheTree() throws IOException {
    assertThat(json.valueToTree(results()).findValue("recalls")).isNull();

    var ledger = new Ledger(Story.experiment());
    Story.events().stream()
        .map(event -> event instanceof TrialEvaluated e ? Story.classifying(e) : event)
        .forEach(ledger::on);
    var tree = json.valueToTree(Results.of("1.0", List.of(ledger.result())));
    check(schema, tree, "results");
    var said = tree.at("/experiments/0/variants/1/trials/0/classes/test/0");
    assertThat(said.at("/confusion/1/0").asInt()).isEqualTo(2);
    assertThat(said.at("/recalls")).hasToString("[null,0.6]");
    assertThat(said.at("/uncertain/0/row").asInt()).isEqualTo(4);
  }

  @Test
  void landscapesAreToldByTheirRangesAndStandInATable() throws IOException {
    var ledger = new Ledger(Story.experiment());
    Story.events().stream()
        .map(
            event ->
                event instanceof TrialEvaluated e && e.variant() == 1 ? Story.mapped(e) : event)
        .forEach(ledger::on);
    var results = Results.of("1.0", List.of(ledger.result()));
    assertThat(ledger.result().mapped()).isTrue();
    var tree = json.valueToTree(results);
    check(schema, tree, "results");
    var told = tree.at("/experiments/0/variants/1/trials/0/landscapes");
    assertThat(told.at("/0/axes/0"))
        .hasToString("{\"from\":-1.0,\"to\":1.0,\"points\":3,\"strength\":0.75}");
    assertThat(told.at("/0/losses/train")).hasToString("{\"lowest\":0.0,\"highest\":2.0}");
    assertThat(told.at("/1/axes/0/strength").isNull()).isTrue();
    assertThat(tree.at("/experiments/0/variants/0/trials/0").has("landscapes")).isFalse();

    var table = new StringBuilder();
    LandscapesCsv.write(ledger.landscapes(), table);
    var lines = table.toString().lines().toList();
    var trial = Story.ID + ",1," + ledger.landscapes().get(0).seed() + ",";
    assertThat(lines.get(0))
        .isEqualTo("experiment,variant,seed,trial,landscape,split,iteration,x,y,loss");
    assertThat(lines.get(1)).startsWith(trial).endsWith(",trajectory,train,,-1.0,-1.0,2.0");
    assertThat(lines.get(10)).endsWith(",trajectory,,1,0.5,0.25,");
    assertThat(lines.get(11)).endsWith(",random,train,,-1.0,,NaN");
    assertThat(lines.get(16)).endsWith(",random,test,,1.0,,3.0");
  }

  @Test
  void whatASearchCameToStandsInTheTreeAsItIsDescribed() throws IOException {
    var world =
        new World(
            """
            search:
              space:
                network.layers[0].dense.units: {log-int: [4, 64]}
                optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}
              objective: {minimise: loss}
              strategy: random
              variants: 24
            seeds: {at-least: 1, at-most: 2, fresh: 2}
            """,
            1);
    var results = Results.of("1.0", List.of(world.whole(false).ledger().result()));
    var tree = json.valueToTree(results);
    check(schema, tree, "results");
    var arm = tree.at("/experiments/0/search/arms/0");
    // the loss is the rate's alone
    assertThat(arm.at("/variance/1/parameter").asText()).isEqualTo("learningRate");
    assertThat(arm.at("/variance/1/share").asDouble()).isGreaterThan(0.5);
  }

  /** A small reading of JSON Schema: types, enums, $ref, oneOf null, items, exact properties. */
  private void check(JsonNode rule, JsonNode value, String at) {
    if (rule.has("$ref")) {
      check(schema.at(rule.get("$ref").asText().substring(1)), value, at);
    } else if (rule.has("oneOf")) {
      if (!value.isNull()) {
        check(rule.at("/oneOf/0"), value, at);
      }
    } else if (rule.has("const")) {
      assertThat(value).as(at).isEqualTo(rule.get("const"));
    } else if (rule.has("enum")) {
      assertThat(rule.get("enum")).as(at).contains(value);
    } else {
      checkType(rule, value, at);
    }
  }

  private void checkType(JsonNode rule, JsonNode value, String at) {
    assertThat(types(rule)).as(at).contains(type(value));
    if (value.isArray()) {
      value.forEach(element -> check(rule.get("items"), element, at + "[]"));
    } else if (rule.has("properties")) {
      var documented = new ArrayList<String>();
      rule.get("properties").properties().forEach(p -> documented.add(p.getKey()));
      var found = new ArrayList<String>();
      value.properties().forEach(p -> found.add(p.getKey()));
      documented.removeIf(p -> !found.contains(p) && mayBeLeftOut(rule, p));
      assertThat(found).as(at).isEqualTo(documented);
      found.forEach(p -> check(rule.get("properties").get(p), value.get(p), at + "." + p));
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                if (rule.has("propertyNames")) {
                  assertThat(rule.at("/propertyNames/enum"))
                      .as(at)
                      .contains(json.getNodeFactory().textNode(field.getKey()));
                }
                check(
                    rule.get("additionalProperties"), field.getValue(), at + "." + field.getKey());
              });
    }
  }

  private boolean mayBeLeftOut(JsonNode rule, String property) {
    return rule.get("required").valueStream().noneMatch(name -> name.asText().equals(property));
  }

  private static List<String> types(JsonNode rule) {
    var types = new ArrayList<String>();
    var type = rule.get("type");
    if (type.isArray()) {
      type.forEach(t -> types.add(t.asText()));
    } else {
      types.add(type.asText());
    }
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> value.getNodeType().name();
    };
  }

  private static Results results() {
    var ledger = new Ledger(Story.experiment());
    Story.events().forEach(ledger::on);
    assertThat(ledger.status().ends()).containsKey(End.FAILED);
    return Results.of("1.0", List.of(ledger.result()));
  }

  private JsonNode schema() {
    try {
      return json.readTree(Path.of("../../docs/results.schema.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
