package org.descent.control.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.VariantSummaries;
import org.descent.transport.Events;

/**
 * What is picked out of a sweep, as the page's address has it: {@code [["loss",["l2"]],
 * ["momentum",[[0,0.5]]],["iterations",[[null,300]]]]}. A setting is one of some words, or lies in
 * one of some intervals; so do a variant's {@code median} and its trials' {@code iterations} to the
 * target, of which one is enough.
 */
final class Picked {
  static final String DESCRIPTION =
      "what is picked out, as the page's address has it:"
          + " [[\"loss\",[\"l2\"]],[\"momentum\",[[0,0.5]]],[\"median\",[[null,300]]]]; everything"
          + " unless told";

  static final String MEDIAN = "median";
  static final String ITERATIONS = "iterations";

  /** Ends that belong to it. */
  private record Interval(double low, double high) {
    boolean holds(double number) {
      return number >= low && number <= high;
    }
  }

  /** Words, or intervals. */
  private record Part(Set<String> words, List<Interval> intervals) {
    boolean holds(double number) {
      return intervals.stream().anyMatch(interval -> interval.holds(number));
    }

    boolean holds(String setting) {
      if (intervals.isEmpty()) {
        return words.contains(ValueWords.of(setting));
      }
      try {
        return holds(Double.parseDouble(setting));
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  private final Map<String, Part> parts = new LinkedHashMap<>();

  private Picked() {}

  /** What {@code text} picks out of {@code experiment}; everything if it is empty. */
  static Picked of(String text, Experiment experiment) {
    var picked = new Picked();
    if (text.isEmpty()) {
      return picked;
    }
    var axes =
        experiment.variants().stream()
            .findFirst()
            .map(variant -> variant.settings().keySet())
            .orElse(Set.of());
    for (var named : tree(text)) {
      var name = named.path(0).asText();
      if (!named.path(1).isArray()
          || !axes.contains(name) && !name.equals(MEDIAN) && !name.equals(ITERATIONS)) {
        throw unlike(text);
      }
      picked.parts.put(name, part(named.path(1), text));
    }
    return picked;
  }

  private static JsonNode tree(String text) {
    try {
      var tree = Events.json().readTree(text);
      if (tree != null && tree.isArray()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      // it is told in our own words
    }
    throw unlike(text);
  }

  private static Part part(JsonNode values, String text) {
    var words = new HashSet<String>();
    var intervals = new ArrayList<Interval>();
    for (var value : values) {
      if (value.isArray() && value.size() == 2) {
        intervals.add(
            new Interval(
                end(value.path(0), Double.NEGATIVE_INFINITY, text),
                end(value.path(1), Double.POSITIVE_INFINITY, text)));
      } else if (value.isValueNode()) {
        words.add(value.asText());
      } else {
        throw unlike(text);
      }
    }
    return new Part(words, intervals);
  }

  private static double end(JsonNode end, double otherwise, String text) {
    if (!end.isNull() && !end.isNumber()) {
      throw unlike(text);
    }
    return end.asDouble(otherwise);
  }

  private static Refused unlike(String text) {
    return Refused.bad(
        "pick "
            + text
            + ", expected a list like [[\"loss\",[\"l2\"]],[\"median\",[[null,300]]]], of what varies");
  }

  /** Whether a variant is picked out. */
  boolean has(VariantTrials trials, Variant variant) {
    if (parts.isEmpty()) {
      return true;
    }
    return variant.settings().entrySet().stream()
            .allMatch(
                s -> !parts.containsKey(s.getKey()) || parts.get(s.getKey()).holds(s.getValue()))
        && hasTrials(trials, variant);
  }

  private boolean hasTrials(VariantTrials trials, Variant variant) {
    if (!parts.containsKey(MEDIAN) && !parts.containsKey(ITERATIONS)) {
      return true;
    }
    var endings = trials.endings(variant);
    return has(VariantSummaries.observations(variant, endings))
        && (!parts.containsKey(MEDIAN)
            || VariantSummaries.of(variant, endings.size(), endings).quantiles().stream()
                .filter(q -> q.probability() == 0.5)
                .mapToDouble(Quantile::iterations)
                .anyMatch(parts.get(MEDIAN)::holds));
  }

  private boolean has(List<Observation> observed) {
    return !parts.containsKey(ITERATIONS)
        || observed.stream().anyMatch(o -> parts.get(ITERATIONS).holds(o.iterations()));
  }

  /** Whether a trial of a variant that is picked out is so, too. */
  boolean has(VariantTrials trials, Variant variant, long seed) {
    return !parts.containsKey(ITERATIONS)
        || has(
            trials
                .ending(variant, seed)
                .flatMap(e -> VariantSummaries.observation(e, variant.training().iterations()))
                .map(List::of)
                .orElse(List.of()));
  }
}
