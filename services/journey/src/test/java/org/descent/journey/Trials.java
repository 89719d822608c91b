package org.descent.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The trials of an experiment's results. */
final class Trials {
  /** What may differ between two runs of one specification: when and where, never what. */
  private static final Set<String> CIRCUMSTANCES =
      Set.of("seconds", "processorSeconds", "cohort", "model", "rows");

  private Trials() {}

  static List<JsonNode> of(JsonNode results) {
    var trials = new ArrayList<JsonNode>();
    results.path("variants").forEach(variant -> variant.path("trials").forEach(trials::add));
    return trials;
  }

  static List<String> ends(JsonNode results) {
    return of(results).stream().map(trial -> trial.path("end").asText()).toList();
  }

  /** What trials have come to, whichever experiment they belong to: not where, when and by whom. */
  static List<JsonNode> courses(JsonNode results) {
    var trials = of(withoutCircumstances(results));
    trials.forEach(trial -> ((ObjectNode) trial).remove(List.of("id", "from", "provenance")));
    return trials;
  }

  /** Trial id to end and length, for comparing runs. */
  static TreeMap<String, String> story(JsonNode results) {
    var story = new TreeMap<String, String>();
    for (var trial : of(results)) {
      story.put(
          trial.path("id").asText(),
          trial.path("end").asText() + " " + trial.path("iterations").asText());
    }
    return story;
  }

  /** {@code results} without durations and offsets. */
  static JsonNode withoutCircumstances(JsonNode results) {
    var copy = results.deepCopy();
    strip(copy);
    return copy;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(CIRCUMSTANCES);
    }
    node.forEach(Trials::strip);
  }
}
